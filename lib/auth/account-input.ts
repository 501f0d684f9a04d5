import { z } from "zod";
import { nameInput } from "./input";
import { themes } from "./preferences";

export const renameInput = z.object({ name: nameInput });

/** As somebody typed it; what may be chosen is said by the rules. */
export const typedPassword = z.string().max(1_000, { error: "A password has 128 characters at most." });

const chosenPassword = { newPassword: typedPassword, again: typedPassword };

export const changePasswordInput = z.object({ presentPassword: typedPassword, ...chosenPassword });

export const resetPasswordInput = z.object({ token: z.string().max(100), ...chosenPassword });

export const preferencesInput = z.object({
  theme: z.enum(themes, { error: "Choose one of the themes." }).optional(),
  hasKeys: z
    .enum(["on", "off"], { error: "Choose on or off." })
    .transform((word) => word === "on")
    .optional(),
});
