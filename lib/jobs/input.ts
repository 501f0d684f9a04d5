import { z } from "zod";

export const retryJobInput = z.object({
  id: z.string().regex(/^[1-9]\d{0,17}$/, { error: "There is no such job." }),
});
