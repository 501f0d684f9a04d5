import postgres from "postgres";
import type { TestProject } from "vitest/node";
import { removeData, startEmbedded } from "./embedded";
import { migrateDatabase } from "./migrate";
import { applyRoles } from "./roles";
import { throwawayFolder, throwawaySettings } from "./throwaway";

export type Cluster = { superUrl: string; ownerUrl: string; url: string; shareUrl: string };

declare module "vitest" {
  export interface ProvidedContext {
    cluster: Cluster;
  }
}

/** Vitest's global set-up: one server for all domain tests, with a migrated database to clone (`freshDatabase`). */
export default async function testCluster(project: TestProject): Promise<() => Promise<void>> {
  const folder = await throwawayFolder("test");
  const { stop, superUrl, ownerUrl, url, shareUrl } = await startEmbedded(folder, {
    settings: { ...throwawaySettings, max_connections: "200" },
  });
  const interrupted = () => void teardown().then(() => process.exit(130));
  const teardown = async () => {
    for (const signal of ["SIGINT", "SIGTERM"]) process.off(signal, interrupted);
    await stop();
    await removeData(folder);
  };
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, interrupted);
  try {
    await makeTemplate(superUrl, ownerUrl);
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide("cluster", { superUrl, ownerUrl, url, shareUrl });
  return teardown;
}

async function makeTemplate(superUrl: string, ownerUrl: string): Promise<void> {
  const sql = postgres(superUrl, { max: 1, onnotice: () => {} });
  await sql`create database quarterdeck_template`;
  await sql.end();
  const template = (address: string) => address.replace(/quarterdeck$/, "quarterdeck_template");
  await applyRoles(template(superUrl));
  await migrateDatabase(template(ownerUrl));
}
