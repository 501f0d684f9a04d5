import { and, eq, lt, sql } from "drizzle-orm";
import { factorSetups, secondFactors } from "@/db/schema/auth";
import { recordEvent } from "@/lib/audit/record";
import { type Context, inTransaction, type UserActor } from "@/lib/context";
import { Refused } from "@/lib/errors";
import { endSessionsBut } from "./account-commands";
import { tryProof } from "./attempt-commands";
import { type NewSession, renewSession } from "./commands";
import { isFactorCode, newFactorSecret, newRecoveryCodes, recoverySha256, stepOfCode, withoutGaps } from "./factor";
import { authorise } from "./permissions";
import { seal, unseal } from "./seal";
import { requireHeldSession } from "./session-queries";

type OwnContext = Context & { actor: UserActor };

const wrongCode = () =>
  new Refused("invalid", "This code is not right, or was used already. Wait for the next one and type that.", "code");

const ofSetup = ({ actor }: OwnContext) => eq(factorSetups.userId, actor.id);
const ofFactor = ({ actor }: OwnContext) => eq(secondFactors.userId, actor.id);

/** Makes a secret for an app to take over; it counts for nothing until a code of it was shown. */
export async function beginFactor(ctx: OwnContext): Promise<void> {
  authorise(ctx.actor, "account.secure", "oneself");
  await refuseIfThere(ctx);
  const made = { secret: seal(newFactorSecret(), ctx.actor.id), begunAt: ctx.now };
  await ctx.db
    .insert(factorSetups)
    .values({ userId: ctx.actor.id, ...made })
    .onConflictDoUpdate({ target: factorSetups.userId, set: made });
}

async function refuseIfThere(ctx: OwnContext): Promise<void> {
  const [there] = await ctx.db.select({ addedAt: secondFactors.addedAt }).from(secondFactors).where(ofFactor(ctx));
  if (there) throw new Refused("conflict", "You have a second factor already. Remove it first to set up another.");
}

function proving<T>(ctx: OwnContext, work: (tx: Context) => Promise<T>): Promise<T> {
  return tryProof(ctx, ctx.actor.id, () => inTransaction(ctx, work));
}

/** Takes a first code of what was begun: from now on every session needs one. Returns the recovery codes, kept nowhere. */
export async function addFactor(
  ctx: OwnContext,
  { code, sessionId }: { code: string; sessionId: string },
): Promise<{ codes: string[]; session: NewSession }> {
  authorise(ctx.actor, "account.secure", "oneself");
  const codes = newRecoveryCodes();
  const session = await proving(ctx, async (tx) => {
    const [setup] = await tx.db
      .select({ secret: factorSetups.secret })
      .from(factorSetups)
      .where(ofSetup(ctx))
      .for("update");
    if (!setup) throw new Refused("conflict", "Nothing was begun, or it is done already. Load the page again.");
    const lastStep = stepOf(setup.secret, ctx, code);
    if (lastStep === null) throw wrongCode();
    const recovery = codes.map(recoverySha256);
    const factor = { userId: ctx.actor.id, secret: setup.secret, lastStep, recoverySha256: recovery, addedAt: ctx.now };
    const [added] = await tx.db
      .insert(secondFactors)
      .values(factor)
      .onConflictDoNothing()
      .returning({ userId: secondFactors.userId });
    if (!added) throw new Refused("conflict", "You have a second factor already. Load the page again.");
    await tx.db.delete(factorSetups).where(ofSetup(ctx));
    const renewed = await renewSession(tx, sessionId);
    const after = { addedAt: ctx.now.toISOString() };
    await recordEvent(tx, { action: "user.factor_added", subject: ctx.actor.id, before: null, after });
    return renewed;
  });
  return { codes, session };
}

/** Takes a code of the app, or a recovery code in its place, and opens a session with rights where there was one without. */
export async function passFactor(
  ctx: OwnContext,
  { code, sessionId }: { code: string; sessionId: string },
): Promise<NewSession> {
  authorise(ctx.actor, "account.secure", "oneself");
  return proving(ctx, async (tx) => {
    if (isFactorCode(code)) {
      await takeCode(tx, ctx, code);
      return renewSession(tx, sessionId);
    }
    const left = await takeRecoveryCode(tx, ctx, code);
    const session = await renewSession(tx, sessionId);
    await recordEvent(tx, {
      action: "user.recovery_code_used",
      subject: ctx.actor.id,
      before: { left: left + 1 },
      after: { left },
    });
    return session;
  });
}

/** Makes new recovery codes, the old ones being void; asks for a code of the app. */
export async function replaceRecoveryCodes(
  ctx: OwnContext,
  { code, sessionId }: { code: string; sessionId: string },
): Promise<string[]> {
  authorise(ctx.actor, "account.secure", "oneself");
  const codes = newRecoveryCodes();
  await proving(ctx, async (tx) => {
    await requireHeldSession(tx, ctx.actor, sessionId);
    await takeCode(tx, ctx, code, codes.map(recoverySha256));
    await recordEvent(tx, {
      action: "user.recovery_codes_replaced",
      subject: ctx.actor.id,
      before: null,
      after: { replacedAt: ctx.now.toISOString() },
    });
  });
  return codes;
}

/** Gives up the second factor, for a code of it, and ends one's other sessions: what they had shown is no more. */
export async function removeFactor(
  ctx: OwnContext,
  { code, sessionId }: { code: string; sessionId: string },
): Promise<void> {
  authorise(ctx.actor, "account.secure", "oneself");
  await proving(ctx, async (tx) => {
    await requireHeldSession(tx, ctx.actor, sessionId);
    if (isFactorCode(code)) await takeCode(tx, ctx, code);
    else await takeRecoveryCode(tx, ctx, code);
    await tx.db.delete(secondFactors).where(ofFactor(ctx));
    await endSessionsBut(tx, ctx.actor.id, sessionId);
    await recordEvent(tx, {
      action: "user.factor_removed",
      subject: ctx.actor.id,
      before: null,
      after: { removedAt: ctx.now.toISOString() },
    });
  });
}

/** Takes a code of the app, which is then used; with it, new recovery codes can be put in the place of the old. */
async function takeCode(tx: Context, ctx: OwnContext, code: string, recovery?: string[]): Promise<void> {
  const [factor] = await tx.db.select({ secret: secondFactors.secret }).from(secondFactors).where(ofFactor(ctx));
  const step = factor ? stepOf(factor.secret, ctx, code) : null;
  if (step === null) throw wrongCode();
  const [taken] = await tx.db
    .update(secondFactors)
    .set({ lastStep: step, ...(recovery && { recoverySha256: recovery }) })
    .where(and(ofFactor(ctx), lt(secondFactors.lastStep, step)))
    .returning({ userId: secondFactors.userId });
  if (!taken) throw wrongCode();
}

/** Takes a recovery code, which is then gone; how many are left. */
async function takeRecoveryCode(tx: Context, ctx: OwnContext, code: string): Promise<number> {
  const hash = recoverySha256(code);
  const [taken] = await tx.db
    .update(secondFactors)
    .set({ recoverySha256: sql`array_remove(${secondFactors.recoverySha256}, ${hash})` })
    .where(and(ofFactor(ctx), sql`${hash} = any(${secondFactors.recoverySha256})`))
    .returning({ left: sql<number>`cardinality(${secondFactors.recoverySha256})` });
  if (!taken) throw wrongCode();
  return taken.left;
}

function stepOf(sealed: string, { actor, now }: OwnContext, code: string): number | null {
  const secret = unseal(sealed, actor.id);
  return secret === null ? null : stepOfCode(secret, withoutGaps(code), now);
}
