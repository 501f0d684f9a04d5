import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { inject } from "vitest";
import type { Database } from "@/lib/context";
import { type Connection, connect } from "./connect";

export type TestDatabase = {
  /** As the application's role, as the owner of the tables and as the reader's role. */
  app: Database;
  owner: Database;
  share: Database;
  sql: { app: postgres.Sql; owner: postgres.Sql; share: postgres.Sql; superuser: postgres.Sql };
  urls: { app: string; owner: string; share: string; superuser: string };
  close: () => Promise<void>;
};

/** A migrated, empty database of its own; test files may ask for theirs at the same time. */
export async function freshDatabase(): Promise<TestDatabase> {
  const cluster = inject("cluster");
  const name = `t_${randomBytes(8).toString("hex")}`;
  await asSuperuser(cluster.superUrl, async (admin) => {
    await admin.unsafe(`create database ${name} template quarterdeck_template owner quarterdeck_owner`);
    // A clone does not take over what was granted on the database itself.
    await admin.unsafe(`revoke all on database ${name} from public`);
    await admin.unsafe(`grant connect on database ${name} to quarterdeck_app, quarterdeck_share`);
  });
  const at = (url: string) => url.replace(/quarterdeck$/, name);
  const urls = {
    app: at(cluster.url),
    owner: at(cluster.ownerUrl),
    share: at(cluster.shareUrl),
    superuser: at(cluster.superUrl),
  };
  const app = connect(urls.app, { max: 10, name: "test app" });
  const owner = connect(urls.owner, { max: 4, name: "test owner" });
  const share = connect(urls.share, { max: 4, name: "test share" });
  const superuser = connect(urls.superuser, { max: 2, name: "test superuser" });
  const close = async () => {
    await Promise.all([app, owner, share, superuser].map((each: Connection) => each.close()));
    await asSuperuser(cluster.superUrl, async (admin) => {
      await left(admin, name);
      await admin.unsafe(`drop database ${name} with (force)`);
    });
  };
  const handles = { app: app.sql, owner: owner.sql, share: share.sql, superuser: superuser.sql };
  return { app: app.db, owner: owner.db, share: share.db, sql: handles, urls, close };
}

/** Waits a while for those who are just taking their leave: one that is sent away while it goes breaks whoever listens no more. */
async function left(admin: postgres.Sql, database: string): Promise<void> {
  const until = Date.now() + 5_000;
  const isThere = async () => (await admin`select from pg_stat_activity where datname = ${database}`).length > 0;
  while ((await isThere()) && Date.now() < until) await sleep(20);
}

class RolledBack extends Error {}

/** Runs work in a transaction that never commits, with no actor set, so that a command which forgets its own is found out. */
export async function rolledBack<T>(db: Database, work: (db: Database) => Promise<T>): Promise<T> {
  let result: T;
  const always = new RolledBack();
  try {
    await db.transaction(async (tx) => {
      await tx.execute(sql`select set_config('app.actor', '', true)`);
      result = await work(tx);
      throw always;
    });
  } catch (error) {
    if (error !== always) throw error;
  }
  // biome-ignore lint/style/noNonNullAssertion: work has returned, or its error was thrown on
  return result!;
}

async function asSuperuser(url: string, work: (admin: postgres.Sql) => Promise<unknown>): Promise<void> {
  const admin = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
