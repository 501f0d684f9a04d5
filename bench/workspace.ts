import { join } from "node:path";
import { type Connection, connect } from "@/db/connect";
import { removeData, startEmbedded } from "@/db/embedded";
import type { Settings } from "@/db/embedded-cluster";
import { migrateDatabase } from "@/db/migrate";
import { throwawayFolder } from "@/db/throwaway";
import { loadDemo } from "@/lib/demo";
import { provideEnv } from "@/lib/env";
import type { AtEnd } from "./cleanup";

export type Workspace = { connection: Connection; superUrl: string; databaseUrl: string; sharedLinkPath: string };

/** The demo in a database that keeps what it says it kept, which scripts that are started find. */
export async function openDemo(atEnd: AtEnd, settings: Settings = {}): Promise<Workspace> {
  const folder = await throwawayFolder("bench");
  const { url, ownerUrl, shareUrl, superUrl, authSecret, stop } = await startEmbedded(folder, { settings });
  atEnd(async () => {
    await stop();
    await removeData(folder);
  });
  await migrateDatabase(ownerUrl);
  const connection = connect(url, { max: 4, name: "bench" });
  atEnd(connection.close);
  const { sharedLinkPath } = await loadDemo({ db: connection.db, say: () => {} });
  provideEnv({ DATABASE_URL: url, DATABASE_SHARE_URL: shareUrl, AUTH_SECRET: authSecret });
  provideEnv({ AUDIT_HEADS: join(folder, "audit-heads.jsonl") });
  return { connection, superUrl, databaseUrl: url, sharedLinkPath };
}
