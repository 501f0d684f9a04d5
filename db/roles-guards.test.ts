import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/lib/context";
import { freshDatabase, type TestDatabase } from "./test-database";

let base: TestDatabase;
beforeAll(async () => {
  base = await freshDatabase();
});
afterAll(() => base.close());

const ours = sql`n.nspname !~ '^(pg_|information_schema)'`;

type Privileges = { name: string; owner: string; held: string[] };

/** What a role may do with every table, view and sequence of the database, by any way of being granted. */
function privilegesOf(role: string): Promise<Privileges[]> {
  return base.owner.execute<Privileges>(sql`
    select c.oid::regclass::text as name, c.relowner::regrole::text as owner,
      array(
        select p from unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) p
        where c.relkind <> 'S' and has_table_privilege(${role}, c.oid, p)
        union all
        select 'column ' || p from unnest(array['select', 'insert', 'update', 'references']) p
        where c.relkind <> 'S' and has_any_column_privilege(${role}, c.oid, p)
        union all
        select 'sequence ' || p from unnest(array['usage', 'select', 'update']) p
        where c.relkind = 'S' and has_sequence_privilege(${role}, c.oid, p)
      ) as held
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and ${ours}`);
}

async function refusal(db: Database, statement: string): Promise<[string, string]> {
  const code = (error: Error) => (error.cause as { code?: string } | undefined)?.code ?? error.message;
  return [statement, await db.execute(sql.raw(statement)).then(() => "done", code)];
}

describe("R83: the roles of the database", () => {
  it("R83: are three that log in, and may nothing beyond their tables; none is a member of another", async () => {
    const roles = await base.owner.execute(sql`
      select rolname as name from pg_roles where rolname like 'quarterdeck%' and rolcanlogin
        and not (rolsuper or rolcreatedb or rolcreaterole or rolreplication or rolbypassrls) order by 1`);
    expect(roles.map(({ name }) => name)).toEqual(["quarterdeck_app", "quarterdeck_owner", "quarterdeck_share"]);
    const members = await base.owner.execute(
      sql`select from pg_auth_members where member::regrole::text like 'quarterdeck%'`,
    );
    expect(members).toHaveLength(0);
  });

  it("R83: wait neither long nor idly where they serve people; the one that migrates takes its time", async () => {
    const settings = async (db: Database) => {
      const [row] = await db.execute(sql`
        select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
          current_setting('idle_in_transaction_session_timeout') as idle`);
      return row;
    };
    const short = { statement: "5s", lock: "2s", idle: "10s" };
    expect(await settings(base.app)).toEqual(short);
    expect(await settings(base.share)).toEqual(short);
    expect(await settings(base.owner)).toEqual({ statement: "0", lock: "0", idle: "0" });
  });

  it("R83: own nothing, but for the one that migrates", async () => {
    const owners = await base.owner.execute<{ owner: string }>(sql`
      select distinct relowner::regrole::text as owner from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${ours}
      union select proowner::regrole::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${ours}
      union select nspowner::regrole::text from pg_namespace n where ${ours} and nspname <> 'public'`);
    expect(owners.map(({ owner }) => owner)).toEqual(["quarterdeck_owner"]);
  });

  it("R83: let the application read and write rows, and empty, refer to or put a trigger on no table", async () => {
    const all = await privilegesOf("quarterdeck_app");
    expect(all.length).toBeGreaterThan(45);
    const more = all.filter(({ held }) => held.some((each) => /truncate|references|trigger/.test(each)));
    expect(more).toEqual([]);
    const written = all.filter(({ held }) => held.includes("insert")).map(({ name }) => name);
    expect(written).not.toContain("drizzle.__drizzle_migrations");
    const kept = all.filter(({ name }) => ["audit_events", "publications", "approvals"].includes(name));
    expect(kept.map(({ held }) => held.includes("delete"))).toEqual([false, false, false]);
  });

  it("R83: give the reader's role no table, column or sequence at all, and of functions those of the door", async () => {
    const some = (await privilegesOf("quarterdeck_share")).filter(({ held }) => held.length > 0);
    expect(some).toEqual([]);
    const functions = await base.owner.execute<{ name: string }>(sql`
      select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where ${ours} and has_function_privilege('quarterdeck_share', p.oid, 'execute')
        and has_schema_privilege('quarterdeck_share', n.oid, 'usage')`);
    expect(functions.length).toBeGreaterThan(5);
    expect(functions.filter(({ name }) => !name.startsWith("share_"))).toEqual([]);
    expect(await base.share.execute(sql`select from share_open('\\x00')`)).toHaveLength(0);
    const settled = await base.owner.execute<{ name: string }>(sql`
      select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname = 'public' and p.proname like 'share\\_%'
        and not (p.prosecdef and exists (select from unnest(p.proconfig) c where c like 'search_path=%'))`);
    expect(settled, "a function of the owner's runs with a search path of its own").toEqual([]);
  });

  it("R83: let neither of the two that serve people change what the database is made of", async () => {
    const statements = [
      "create table mine (id int)",
      "create temporary table mine (id int)",
      "create schema mine",
      "create function mine() returns int language sql as 'select 1'",
      "create extension pgcrypto",
      "create role mine",
      "alter table takeaways add column mine int",
      "alter table takeaways disable trigger all",
      "drop table takeaways",
      "create index mine on takeaways (title)",
      "create trigger mine before insert on takeaways for each row execute function mine()",
      "create policy mine on takeaways",
      "alter function audit_verify() owner to quarterdeck_app",
      "set session authorization quarterdeck_owner",
      "set role quarterdeck_owner",
      "set session_replication_role = replica",
      "copy takeaways to program 'true'",
      "copy takeaways to '/tmp/takeaways'",
    ];
    for (const db of [base.app, base.share]) {
      for (const statement of statements) {
        const [said, code] = await refusal(db, statement);
        expect([said, code]).toEqual([said, expect.stringMatching(/^(42501|42883|42P01)$/)]);
      }
    }
    await base.app.execute(sql`grant select on takeaways to public`); // which PostgreSQL answers with a warning alone
    const gained = (await privilegesOf("quarterdeck_share")).filter(({ held }) => held.length > 0);
    expect(gained).toEqual([]);
  });
});
