import { sql } from "drizzle-orm";
import { database } from "@/db/client";
import journal from "@/db/migrations/meta/_journal.json";

const newest = Math.max(...journal.entries.map(({ when }) => when));

/** Why requests had better go elsewhere, in a sentence; null when they are served. */
export async function whyNotReady(): Promise<string | null> {
  try {
    const [row] = await database().execute<{ at: string | null }>(
      sql`select max(created_at) as at from drizzle.__drizzle_migrations`,
    );
    // A database that is ahead is one that a newer version has begun to serve beside this one.
    return Number(row?.at ?? 0) >= newest ? null : "The database lacks migrations.";
  } catch {
    return "The database does not answer.";
  }
}
