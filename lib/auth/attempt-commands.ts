import type { Context } from "@/lib/context";
import { Refused } from "@/lib/errors";
import { type LimitRule, limit, refund } from "@/lib/limits/commands";

const minute = 60;
const day = 24 * 60 * minute;

type Counted = { name: string; key: string; rule: LimitRule };

/**
 * An attempt to get in with a secret; one too many is refused before anything is looked up or hashed, and one that succeeds
 * is not counted. A line has 30 a minute; an address ten in a quarter of an hour from each line, and from all of them
 * together a hundred a day: whoever keeps somebody else out that way cannot do so for good, and their mail, their issuer and
 * an operator still let them in.
 */
export function trySignIn<T>(ctx: Context, address: string, line: string, attempt: () => Promise<T>): Promise<T> {
  const all = [
    { name: "sign-in.line", key: line, rule: { points: 30, seconds: minute } },
    { name: "sign-in.address.line", key: `${address}\n${line}`, rule: { points: 10, seconds: 15 * minute } },
    { name: "sign-in.address", key: address, rule: { points: 100, seconds: day } },
  ];
  return tryCounted(ctx, all, attempt);
}

/** As `trySignIn`, of a person who has shown one secret and is asked for another: the second factor, or the present password. */
export function tryProof<T>(ctx: Context, userId: string, attempt: () => Promise<T>): Promise<T> {
  const all = [
    { name: "proof.person", key: userId, rule: { points: 10, seconds: 15 * minute } },
    { name: "proof.person.day", key: userId, rule: { points: 50, seconds: day } },
  ];
  return tryCounted(ctx, all, attempt);
}

/** Counts a mail that somebody asks for, to whomever. */
export async function countMail(ctx: Context, address: string, line: string): Promise<void> {
  await count(ctx, [
    { name: "entry-mail.line", key: line, rule: { points: 20, seconds: 15 * minute } },
    { name: "entry-mail.address", key: address, rule: { points: 3, seconds: 15 * minute } },
    { name: "entry-mail.address.day", key: address, rule: { points: 10, seconds: day } },
  ]);
}

async function tryCounted<T>(ctx: Context, all: Counted[], attempt: () => Promise<T>): Promise<T> {
  await count(ctx, all);
  const come = await attempt();
  await Promise.all(all.map(({ name, key, rule }) => refund(ctx.db, name, key, rule)));
  return come;
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
