import type { Database } from "@/lib/context";
import { env } from "@/lib/env";
import { type Connection, connect } from "./connect";

// On globalThis, because Next's bundles and the script that serves them each have their own copy of this module.
const kept = globalThis as { quarterdeckPool?: Connection | undefined };

/** The application's pool, made at first use. */
export function database(): Database {
  if (!kept.quarterdeckPool) {
    const url = env().DATABASE_URL;
    if (!url) throw new Error("DATABASE_URL is not set: start with npm start, npm run demo or npm run dev.");
    kept.quarterdeckPool = connect(url, { max: 10, name: "quarterdeck" });
  }
  return kept.quarterdeckPool.db;
}

export async function closeDatabase(): Promise<void> {
  const pool = kept.quarterdeckPool;
  kept.quarterdeckPool = undefined;
  await pool?.close();
}
