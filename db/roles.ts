import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import postgres from "postgres";

const roles = ["owner", "app", "share"] as const;

/** By role; one that is not named keeps what it has. */
export type Passwords = Partial<Record<(typeof roles)[number], string>>;

/** What makes the roles, or brings them to what they should be. It holds no passwords. */
export function rolesSql(): string {
  return readFileSync(fileURLToPath(new URL("./roles.sql", import.meta.url)), "utf8");
}

/** Makes the database that a superuser's address names, unless it is there. */
export async function ensureDatabase(superUrl: string): Promise<void> {
  const server = new URL(superUrl);
  const name = decodeURIComponent(server.pathname.slice(1));
  server.pathname = "/postgres";
  await asSuperuser(server.href, async (sql) => {
    const [found] = await sql`select from pg_database where datname = ${name}`;
    if (!found) await sql`create database ${sql(name)} encoding 'UTF8' template template0`;
  });
}

/** Brings the three roles to what this version wants in the database of a superuser's address. */
export async function applyRoles(superUrl: string, passwords: Passwords = {}): Promise<void> {
  await asSuperuser(superUrl, async (sql) => {
    const [server] = await sql<{ version: number; name: string; encoding: string; isSuperuser: boolean }[]>`
      select current_setting('server_version_num')::int as version, current_setting('server_version') as name,
        current_setting('server_encoding') as encoding, current_setting('is_superuser') = 'on' as "isSuperuser"`;
    if (!server?.isSuperuser)
      throw new Error("This needs a superuser: name one, or have somebody run what --print prints.");
    if (server.version < 150_000)
      throw new Error(`This is PostgreSQL ${server.name}; Quarterdeck needs 15 or newer: upgrade it first.`);
    if (server.encoding !== "UTF8")
      throw new Error(`This database is in ${server.encoding}: make one with --encoding=UTF8 --template=template0.`);
    await sql.unsafe(rolesSql());
    for (const role of roles) {
      const password = passwords[role];
      if (password) await sql.unsafe(`alter role quarterdeck_${role} password '${verifierOf(password)}'`);
    }
  });
}

/** What PostgreSQL keeps of a password (RFC 5803), so that the password itself is in no statement and in no log. */
function verifierOf(password: string): string {
  if (!/^[\x20-\x7e]+$/.test(password))
    throw new Error("A role's password must be of ASCII characters: `openssl rand -hex 32` prints one.");
  const rounds = 4096;
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password, salt, rounds, 32, "sha256");
  const keyed = (words: string) => createHmac("sha256", salted).update(words).digest();
  const storedKey = createHash("sha256").update(keyed("Client Key")).digest("base64");
  return `SCRAM-SHA-256$${rounds}:${salt.toString("base64")}$${storedKey}:${keyed("Server Key").toString("base64")}`;
}

async function asSuperuser(url: string, work: (sql: postgres.Sql) => Promise<void>): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    await work(sql);
  } finally {
    await sql.end();
  }
}
