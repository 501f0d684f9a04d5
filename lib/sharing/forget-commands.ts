import { lt, sql } from "drizzle-orm";
import { deleteInBatches } from "@/db/batches";
import { shareCodes, sharePasses, shareViews } from "@/db/schema/sharing";
import type { Context } from "@/lib/context";
import { purgeLimits } from "@/lib/limits/commands";
import { readSharingSettings } from "./settings-queries";

/** Deletes what is known of readers and no longer kept: views past their days, codes and passes that are over, counts. */
export async function forgetReaders({ db }: Context): Promise<void> {
  const { viewsKeptDays } = await readSharingSettings(db);
  await deleteInBatches(db, shareViews, lt(shareViews.at, sql`now() - make_interval(days => ${viewsKeptDays})`));
  await deleteInBatches(db, shareCodes, lt(shareCodes.expiresAt, sql`now()`));
  await deleteInBatches(db, sharePasses, lt(sharePasses.expiresAt, sql`now()`));
  await purgeLimits(db);
}
