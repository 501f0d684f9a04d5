import type { Context } from "@/lib/context";
import { Refused } from "@/lib/errors";
import { type LimitRule, limit } from "@/lib/limits/commands";

const minute = 60;
const day = 24 * 60 * minute;

type Counted = { name: string; key: string; rule: LimitRule };

/**
 * Counts an attempt to get in with a secret, and refuses one too many before anything is looked up or hashed. A line has 30
 * a minute; an address ten in a quarter of an hour from each line, and from all of them together a hundred a day: whoever
 * keeps somebody else out that way cannot do so for good, and their mail, their issuer and an operator still let them in.
 */
export async function countSignIn(ctx: Context, address: string, line: string): Promise<void> {
  await count(ctx, [
    { name: "sign-in.line", key: line, rule: { points: 30, seconds: minute } },
    { name: "sign-in.address.line", key: `${address}\n${line}`, rule: { points: 10, seconds: 15 * minute } },
    { name: "sign-in.address", key: address, rule: { points: 100, seconds: day } },
  ]);
}

/** Counts a try of a person who has shown one secret and is asked for another: the second factor, or the present password. */
export async function countProof(ctx: Context, userId: string): Promise<void> {
  await count(ctx, [
    { name: "proof.person", key: userId, rule: { points: 10, seconds: 15 * minute } },
    { name: "proof.person.day", key: userId, rule: { points: 50, seconds: day } },
  ]);
}

/** Counts a mail that somebody asks for, to whomever. */
export async function countMail(ctx: Context, address: string, line: string): Promise<void> {
  await count(ctx, [
    { name: "entry-mail.line", key: line, rule: { points: 20, seconds: 15 * minute } },
    { name: "entry-mail.address", key: address, rule: { points: 3, seconds: 15 * minute } },
    { name: "entry-mail.address.day", key: address, rule: { points: 10, seconds: day } },
  ]);
}

/** Counts a try of a link that came by mail. */
export async function countLink(ctx: Context, line: string): Promise<void> {
  await count(ctx, [{ name: "entry-link.line", key: line, rule: { points: 30, seconds: 15 * minute } }]);
}

async function count(ctx: Context, all: Counted[]): Promise<void> {
  for (const { name, key, rule } of all) {
    const counted = await limit(ctx.db, name, key, rule);
    if (!counted.allowed) throw new Refused("conflict", tooMany(counted.retryAfter));
  }
}

function tooMany(seconds: number): string {
  const minutes = Math.ceil(seconds / 60);
  const wait = minutes > 90 ? `${Math.ceil(minutes / 60)} hours` : minutes === 1 ? "a minute" : `${minutes} minutes`;
  return `That was tried too often. Wait ${wait}, then try again.`;
}
