import { z } from "zod";
import { about, day, readFilters } from "@/lib/audit/input";
import { endOfDay } from "./link-fields";

const filters = {
  about,
  maker: z.uuid({ error: "Choose somebody from the list." }),
  /** a day of UTC, included */
  endsBy: day.transform(endOfDay),
  /** also those that open nothing any more */
  ended: z.literal("yes", { error: "Show the ended ones, or leave it." }),
};

/** Which links to list, as an address carries it. */
export const readLinkFilter = (params: Record<string, string | string[] | undefined>) => readFilters(filters, params);
