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
    kept.quarterdeckPool = connect(url, { max: 10, name: "quarterdeck", isPatient: false });
  }
  return kept.quarterdeckPool.db;
}

/**
 * Hears what is announced on a channel, over one connection for all of them. `begun` is called whenever the listening has
 * begun, so also after the connection was lost: what was announced meanwhile has not been heard.
 */
export function listen(channel: string, heard: (payload: string) => void, begun: () => void): void {
  database();
  // The driver tries again by itself, the first time as well.
  kept.quarterdeckPool?.sql.listen(channel, heard, begun).catch(() => {});
}

export async function closeDatabase(): Promise<void> {
  const pool = kept.quarterdeckPool;
  kept.quarterdeckPool = undefined;
  await pool?.close();
}
