import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { z } from "zod";
import { setUpCodes } from "@/db/schema/people";
import { recordEvent } from "@/lib/audit/record";
import { createSession, enrol, type NewSession } from "@/lib/auth/commands";
import type { Visit } from "@/lib/auth/device";
import { hashPassword, newPassword as randomPassword } from "@/lib/auth/password";
import { requireGoodPassword } from "@/lib/auth/password-rules";
import type { Role } from "@/lib/auth/roles";
import { sha256 } from "@/lib/auth/token";
import { type Context, inTransaction } from "@/lib/context";
import { parseInput, Refused } from "@/lib/errors";
import { limit } from "@/lib/limits/commands";
import { holdPeople } from "./hold-commands";
import { setUpInput } from "./input";
import { hasAdmin } from "./queries";

const tries = { points: 10, seconds: 900 };

/** A code that makes whoever has it the first admin; null when there is one. */
export async function makeSetUpCode(ctx: Context): Promise<string | null> {
  if (await hasAdmin(ctx.db)) return null;
  const code = randomPassword();
  await ctx.db.insert(setUpCodes).values({ codeSha256: hashOf(code), madeAt: ctx.now });
  return code;
}

/** Makes the first admin of a workspace, once, for whoever has a code of its start, and signs them in. */
export async function setUpWorkspace(
  ctx: Context,
  input: z.input<typeof setUpInput>,
  visit: Visit,
): Promise<NewSession> {
  const { code, email, name, newPassword } = parseInput(setUpInput, input);
  const { allowed } = await limit(ctx.db, "set-up", visit.line, tries);
  if (!allowed) throw new Refused("forbidden", "These were too many tries. Wait a quarter of an hour.", "code");
  await refuseUnlessOpen(ctx, code);
  requireGoodPassword(newPassword, { email, name });
  const passwordHash = await hashPassword(newPassword);
  return inTransaction({ ...ctx, actor: { kind: "system", name: "set-up" } }, async (tx) => {
    await holdPeople(tx);
    await refuseUnlessOpen(tx, code);
    const id = randomUUID();
    const roles: Role[] = ["admin"];
    await enrol(tx, { id, email, name, roles, passwordHash });
    await tx.db.delete(setUpCodes);
    const session = await createSession(tx, id, { via: "password", visit });
    await recordEvent(tx, { action: "user.added", subject: id, before: null, after: { email, name, roles } });
    return session;
  });
}

async function refuseUnlessOpen({ db }: Context, code: string): Promise<void> {
  if (await hasAdmin(db)) throw new Refused("not_found", "This workspace is set up already. Sign in.");
  const known = await db
    .select({})
    .from(setUpCodes)
    .where(eq(setUpCodes.codeSha256, hashOf(code)));
  if (known.length > 0) return;
  throw new Refused("invalid", "This is not the code that was printed where Quarterdeck was started.", "code");
}

/** Typed with or without its dashes, in letters of any size. */
const hashOf = (code: string) => sha256(code.toLowerCase().replace(/[^a-z0-9]/g, ""));
