import { sql } from "drizzle-orm";
import type { Database } from "@/lib/context";

/** Counters and sessions change with a refusal too; these are all of them. */
const uncounted = ["limits", "sessions"];

/** A digest of every row of every table but counters and sessions, in one statement; jobs that were asked for count too. */
export class Digest {
  private constructor(
    readonly db: Database,
    readonly statement: string,
  ) {}

  static async of(db: Database): Promise<Digest> {
    const tables = await db.execute<{ name: string }>(sql`
      select table_name as name from information_schema.tables
      where table_schema = 'public' and table_type = 'BASE TABLE' order by table_name`);
    const all = tables.map(({ name }) => name).filter((name) => !uncounted.includes(name));
    if (all.length < 40) throw new Error("These are not all tables.");
    const each = all.map((name) => rowsOf(name, `"${name}"`, "true"));
    const jobs = rowsOf(
      "jobs",
      "graphile_worker._private_jobs",
      "payload::text not like '%_cron%'",
      "id || payload::text",
    );
    return new Digest(db, `select name, digest from (${[...each, jobs].join(" union all ")}) as every order by name`);
  }

  /** By the name of the table. */
  async now(): Promise<Record<string, string>> {
    const rows = await this.db.execute<{ name: string; digest: string }>(sql.raw(this.statement));
    return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
  }
}

function rowsOf(name: string, table: string, condition: string, row = "t::text"): string {
  return `select '${name}' as name, md5(coalesce(string_agg(${row}, e'\\n' order by ${row}), '')) as digest from ${table} as t where ${condition}`;
}
