import type { Database } from "@/lib/context";
import { env } from "@/lib/env";
import { type Connection, connect } from "./connect";

// On globalThis for the reason that db/client.ts gives.
const kept = globalThis as { quarterdeckSharePools?: Map<string, Connection> | undefined };

/** The reader's pool: its role may execute the functions `share_*` and do nothing else. */
export function shareDatabase(): Database {
  return pool("quarterdeck share", 4);
}

/** A connection of the same role for the view log alone: no page waits behind a batch of views. */
export function viewLogDatabase(): Database {
  return pool("quarterdeck view log", 1);
}

function pool(name: string, max: number): Database {
  kept.quarterdeckSharePools ??= new Map();
  const pools = kept.quarterdeckSharePools;
  const url = env().DATABASE_SHARE_URL;
  if (!url) throw new Error("DATABASE_SHARE_URL is not set: give it the URL of the role quarterdeck_share.");
  const connection = pools.get(name) ?? connect(url, { max, name, isPatient: false });
  pools.set(name, connection);
  return connection.db;
}

export async function closeShareDatabase(): Promise<void> {
  const pools = [...(kept.quarterdeckSharePools?.values() ?? [])];
  kept.quarterdeckSharePools = undefined;
  await Promise.all(pools.map((each) => each.close()));
}
