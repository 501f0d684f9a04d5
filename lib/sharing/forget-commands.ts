import { lt, type SQL, sql } from "drizzle-orm";
import { shareCodes, sharePasses, shareViews } from "@/db/schema/sharing";
import type { Context, Database } from "@/lib/context";
import { purgeLimits } from "@/lib/limits/commands";
import { readSharingSettings } from "./settings-queries";

/** Deletes what is known of readers and no longer kept: views past their days, codes and passes that are over, counts. */
export async function forgetReaders({ db }: Context): Promise<void> {
  const { viewsKeptDays } = await readSharingSettings(db);
  await forget(db, shareViews, lt(shareViews.at, sql`now() - make_interval(days => ${viewsKeptDays})`));
  await forget(db, shareCodes, lt(shareCodes.expiresAt, sql`now()`));
  await forget(db, sharePasses, lt(sharePasses.expiresAt, sql`now()`));
  await purgeLimits(db);
}

const batchMax = 5_000;

/** In short statements: one that deletes a year at once would be ended by the database before it is done. */
async function forget(db: Database, table: typeof shareViews | typeof shareCodes | typeof sharePasses, over: SQL) {
  for (;;) {
    const gone = await db.execute(
      sql`delete from ${table} where ctid in (select ctid from ${table} where ${over} limit ${batchMax}) returning 1`,
    );
    if (gone.length < batchMax) return;
  }
}
