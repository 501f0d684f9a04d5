import { database } from "@/db/client";
import { currentPatience } from "@/db/patience";
import { Refused } from "@/lib/errors";
import { limit } from "@/lib/limits/commands";
import { currentVisit } from "./visit";

/** More than a room full of people sends, all behind one line; of where they are in drafts their browsers say more by themselves. */
const rates = {
  "write.line": { points: 1_200, seconds: 60 },
  "presence.line": { points: 6_000, seconds: 60 },
};

/** Counts what somebody sends, and refuses it when too much came from their line of late. */
export async function countWrite(what: keyof typeof rates = "write.line"): Promise<void> {
  const counted = await limit(database(), what, (await currentVisit()).line, rates[what]);
  if (counted.allowed) return;
  currentPatience().isOut = true;
  throw new Refused(
    "busy",
    `Too much came from your network at once. Wait ${counted.retryAfter} seconds, then try again.`,
  );
}
