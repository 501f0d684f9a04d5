import type { Database } from "@/lib/context";
import { env } from "@/lib/env";
import { type Connection, connect } from "./connect";

// On globalThis for the reason that db/client.ts gives.
const kept = globalThis as { quarterdeckSharePool?: Connection | undefined };

/** The reader's pool: its role may execute the functions `share_*` and read nothing else. */
export function shareDatabase(): Database {
  if (!kept.quarterdeckSharePool) {
    const url = env().DATABASE_SHARE_URL;
    if (!url) throw new Error("DATABASE_SHARE_URL is not set: give it the URL of the role quarterdeck_share.");
    kept.quarterdeckSharePool = connect(url, { max: 4, name: "quarterdeck share" });
  }
  return kept.quarterdeckSharePool.db;
}

export async function closeShareDatabase(): Promise<void> {
  const pool = kept.quarterdeckSharePool;
  kept.quarterdeckSharePool = undefined;
  await pool?.close();
}
