import { database } from "@/db/client";
import { currentPatience } from "@/db/patience";
import { Refused } from "@/lib/errors";
import { limit } from "@/lib/limits/commands";
import { currentVisit } from "./visit";

/** More than a room full of people types, all behind one line. */
const writes = { points: 1_200, seconds: 60 };

/** Counts what somebody sends, and refuses it when too much came from their line of late. */
export async function countWrite(): Promise<void> {
  const counted = await limit(database(), "write.line", (await currentVisit()).line, writes);
  if (counted.allowed) return;
  currentPatience().isOut = true;
  throw new Refused(
    "busy",
    `Too much came from your network at once. Wait ${counted.retryAfter} seconds, then try again.`,
  );
}
