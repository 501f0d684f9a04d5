import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { applyRoles, startEmbedded } from "./embedded";
import { isLocked } from "./embedded-lock";
import { migrateDatabase } from "./migrate";

export type Cluster = { superUrl: string; ownerUrl: string; url: string; shareUrl: string };

declare module "vitest" {
  export interface ProvidedContext {
    cluster: Cluster;
  }
}

const prefix = "quarterdeck-test-";
const throwaway = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "200" };

/** Vitest's global set-up: one server for all domain tests, with a migrated database to clone (`freshDatabase`). */
export default async function testCluster(project: TestProject): Promise<() => Promise<void>> {
  sweep();
  const folder = mkdtempSync(join(tmpdir(), prefix));
  const { stop, superUrl, ownerUrl, url, shareUrl } = await startEmbedded(folder, { settings: throwaway });
  const interrupted = () => void teardown().then(() => process.exit(130));
  const teardown = async () => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.off(signal, interrupted);
    await stop();
    rmSync(folder, { recursive: true, force: true });
  };
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, interrupted);
  const sql = postgres(superUrl, { max: 1, onnotice: () => {} });
  await sql`create database quarterdeck_template`;
  await sql.end();
  const template = (address: string) => address.replace(/quarterdeck$/, "quarterdeck_template");
  await applyRoles(template(superUrl));
  await migrateDatabase(template(ownerUrl));
  project.provide("cluster", { superUrl, ownerUrl, url, shareUrl });
  return teardown;
}

/** Removes what killed runs have left. */
function sweep(): void {
  for (const name of readdirSync(tmpdir()).filter((name) => name.startsWith(prefix))) {
    const folder = join(tmpdir(), name);
    if (existsSync(join(folder, "server.json")) && !isLocked(folder)) rmSync(folder, { recursive: true, force: true });
  }
}
