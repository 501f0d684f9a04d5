import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { removeData, startEmbedded } from "@/db/embedded";
import { migrateDatabase } from "@/db/migrate";
import { throwawayFolder, throwawaySettings } from "@/db/throwaway";
import { root } from "./run";

type Embedded = Awaited<ReturnType<typeof startEmbedded>>;

// A server of its own: passwords belong to a whole cluster.
let folder: string;
let server: Embedded;
beforeAll(async () => {
  folder = await throwawayFolder("roles");
  server = await startEmbedded(folder, { settings: { ...throwawaySettings, log_statement: "all" } });
});
afterAll(async () => {
  await server.stop();
  await removeData(folder);
});

const at = (url: string, name: string, password?: string) => {
  const address = new URL(url);
  address.pathname = `/${name}`;
  if (password) address.password = password;
  return address.href;
};

function roles(args: string[], environment: Record<string, string> = {}) {
  const command = ["--import", "tsx", join(root, "scripts/db-roles.ts"), ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    env: { PATH: "", NODE_ENV: "test", ...environment },
    cwd: root,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

async function ask(url: string, statement: string) {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}

describe("R83: the command that sets up the roles", () => {
  it("R83: makes database and roles with the passwords of the addresses, twice as well as once, and no password is printed or logged", async () => {
    const own = at(server.superUrl, "elsewhere");
    const passwords = ["owner", "app", "share"].map(() => randomBytes(24).toString("hex"));
    const [owner = "", app = "", share = ""] = passwords;
    const urls = {
      DATABASE_OWNER_URL: at(server.ownerUrl, "elsewhere", owner),
      DATABASE_URL: at(server.url, "elsewhere", app),
      DATABASE_SHARE_URL: at(server.shareUrl, "elsewhere", share),
    };
    for (let time = 0; time < 2; time++) {
      const { status, stdout, stderr } = roles([own], urls);
      expect([status, stderr]).toEqual([0, ""]);
      expect(stdout).toContain("quarterdeck_app: the password of DATABASE_URL.");
      expect(passwords.filter((each) => stdout.includes(each))).toEqual([]);
    }
    await migrateDatabase(urls.DATABASE_OWNER_URL);
    expect(await ask(urls.DATABASE_URL, "select count(*)::int as n from companies")).toEqual([{ n: 0 }]);
    expect(await ask(urls.DATABASE_SHARE_URL, "select from share_open('\\x00')")).toHaveLength(0);
    await expect(ask(at(server.url, "elsewhere", share), "select 1")).rejects.toThrow(/password authentication failed/);
    const log = readFileSync(server.log, "utf8");
    expect(log).toContain("alter role quarterdeck_app password 'SCRAM-SHA-256$");
    expect(passwords.filter((each) => log.includes(each))).toEqual([]);
  });

  it("R83: prints the SQL, which works as it is and again", async () => {
    const { status, stdout } = roles(["--print"]);
    expect(status).toBe(0);
    expect(stdout).not.toMatch(/\bpassword '/);
    await ask(at(server.superUrl, "postgres"), "create database printed");
    for (let time = 0; time < 2; time++) await ask(at(server.superUrl, "printed"), stdout);
    const [row] = await ask(
      at(server.superUrl, "printed"),
      "select has_schema_privilege('public', 'public', 'usage') as may",
    );
    expect(row).toEqual({ may: false });
  });

  it("R83: says in a sentence what it cannot work with", async () => {
    expect(roles([])).toMatchObject({ status: 1, stderr: expect.stringContaining("Name one database. Usage: ") });
    expect(roles(["http://somewhere/else"]).stderr).toContain("Name one database");
    await ask(at(server.superUrl, "postgres"), "create role plain login password 'plain'");
    const plain = roles([at(server.superUrl, "postgres").replace(/\/\/[^@]+@/, "//plain:plain@")]);
    expect(plain).toMatchObject({ status: 1, stderr: expect.stringContaining("This needs a superuser") });
    const mixed = roles([at(server.superUrl, "elsewhere")], { DATABASE_URL: at(server.ownerUrl, "elsewhere", "x") });
    expect(mixed.stderr).toContain("DATABASE_URL names quarterdeck_owner, and is for quarterdeck_app.");
  });
});
