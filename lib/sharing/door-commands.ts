import { createHmac, randomUUID } from "node:crypto";
import { type SQL, sql } from "drizzle-orm";
import { newToken } from "@/lib/auth/token";
import type { Database } from "@/lib/context";
import { env } from "@/lib/env";
import { type Secret, secretOf } from "./door-queries";

/** Takes one view of a link that has a limit; false: none was left. */
export function takeView(share: Database, secret: Secret): Promise<boolean> {
  return yes(share, sql`select share_take_view(decode(${secret}, 'hex')) as yes`);
}

/** A pass for a browser that gave the link's password; null: the link asks for none any more, or for another one. */
export async function admit(share: Database, secret: Secret, verifiedHash: string): Promise<string | null> {
  const pass = newToken();
  const statement = sql`select share_admit(decode(${secret}, 'hex'), decode(${secretOf(pass)}, 'hex'), ${verifiedHash}) as yes`;
  return (await yes(share, statement)) ? pass : null;
}

/** Asks for a code by mail, which is sent if the link is for this address. The answer is the same if it is not. */
export async function askCode(share: Database, secret: Secret, address: string): Promise<{ codeId: string }> {
  const codeId = randomUUID();
  await yes(share, sql`select share_ask_code(decode(${secret}, 'hex'), ${codeId}::uuid, ${address}) as yes`);
  return { codeId };
}

/** A pass for a browser that gave the code; null: it is wrong, used up or too old. */
export async function tryCode(
  share: Database,
  secret: Secret,
  { codeId, code }: { codeId: string; code: string },
): Promise<string | null> {
  const pass = newToken();
  const hashes = sql`decode(${codeSha256(codeId, code)}, 'hex'), decode(${secretOf(pass)}, 'hex')`;
  const statement = sql`select share_use_code(decode(${secret}, 'hex'), ${codeId}::uuid, ${hashes}) as yes`;
  return (await yes(share, statement)) ? pass : null;
}

/** What is kept of a code: few digits would be found from a plain hash. */
export function codeSha256(codeId: string, code: string): string {
  const { AUTH_SECRET } = env();
  if (!AUTH_SECRET) throw new Error("AUTH_SECRET is not set: start with npm start, npm run demo or npm run dev.");
  return createHmac("sha256", AUTH_SECRET).update(`${codeId}\n${code}`).digest("hex");
}

async function yes(share: Database, statement: SQL): Promise<boolean> {
  const [row] = await share.execute<{ yes: boolean }>(statement);
  return row?.yes === true;
}
