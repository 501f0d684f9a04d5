import { sql } from "drizzle-orm";
import type { Database } from "@/lib/context";

/** Counters change with a refusal too, and nothing else does. */
const uncounted = ["limits"];

/** What every request moves, of whomever. */
const moving: Record<string, string> = { sessions: "last_seen_at" };

/** A digest of every row of every table but counters, in one statement; jobs that were asked for, or failed for good, count too. */
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
    const each = all.map((name) => rowsOf(name, `"${name}"`, "true", rowOf(name)));
    const jobs = rowsOf(
      "jobs",
      "graphile_worker._private_jobs",
      "payload::text not like '%_cron%'",
      "id || payload::text || (attempts >= max_attempts)::text",
    );
    return new Digest(db, `select name, digest from (${[...each, jobs].join(" union all ")}) as every order by name`);
  }

  /** By the name of the table. */
  async now(): Promise<Record<string, string>> {
    const rows = await this.db.execute<{ name: string; digest: string }>(sql.raw(this.statement));
    return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
  }
}

function rowOf(name: string): string | undefined {
  const column = moving[name];
  return column && `(to_jsonb(t) - '${column}')::text`;
}

function rowsOf(name: string, table: string, condition: string, row = "t::text"): string {
  return `select '${name}' as name, md5(coalesce(string_agg(${row}, e'\\n' order by ${row}), '')) as digest from ${table} as t where ${condition}`;
}
