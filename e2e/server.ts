import { join } from "node:path";
import { closeDatabase, database } from "@/db/client";
import { startEmbedded } from "@/db/embedded";
import { migrateDatabase } from "@/db/migrate";
import { closeShareDatabase } from "@/db/share-client";
import { throwawaySettings } from "@/db/throwaway";
import { loadDemo } from "@/lib/demo";
import { env, provideEnv } from "@/lib/env";
import { run } from "@/scripts/run";
import { serve } from "@/scripts/serve";
import { freePort } from "./own-server";
import type { ServedWorkspace } from "./workspace";

/** Logs who asked what, for `queriesOf`. */
const settings = { ...throwawaySettings, log_statement: "all", log_line_prefix: "%a|" };

run(async () => {
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM")); // the tests are gone
  const folder = process.argv[2] ?? "";
  const { url, ownerUrl, shareUrl, authSecret, log, stop } = await startEmbedded(folder, { settings });
  await migrateDatabase(ownerUrl);
  provideEnv({
    DATABASE_URL: url,
    DATABASE_OWNER_URL: ownerUrl,
    DATABASE_SHARE_URL: shareUrl,
    AUTH_SECRET: authSecret,
    AUDIT_HEADS: join(folder, "audit-heads.jsonl"),
  });
  provideEnv({ HOST: "127.0.0.1", PORT: String(await freePort()), PUBLIC_URL: "" });
  const demo = await loadDemo({ db: database(), say: () => {} });
  await serve({
    close: async () => {
      await Promise.all([closeDatabase(), closeShareDatabase()]);
      await stop();
    },
  });
  const workspace: ServedWorkspace = { ...demo, publicUrl: env().PUBLIC_URL, databaseUrl: url, shareUrl, log };
  process.send?.(workspace);
});
