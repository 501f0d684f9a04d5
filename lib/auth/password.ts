import { randomInt } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { normalisedPassword } from "./password-rules";

/** argon2id is the library's default algorithm; the costs are OWASP's. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Each hash takes 19 MiB and a core: a crowd at the door waits its turn, and the pages go on being served. */
const hashesAtOnce = 2;

// On globalThis for the reason that db/client.ts gives.
const kept = globalThis as { quarterdeckHashing?: { running: number; waiting: (() => void)[] } };
kept.quarterdeckHashing ??= { running: 0, waiting: [] };
const hashing = kept.quarterdeckHashing;

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (hashing.running < hashesAtOnce) hashing.running += 1;
  else await new Promise<void>((resolve) => hashing.waiting.push(resolve));
  try {
    return await work();
  } finally {
    const next = hashing.waiting.shift();
    if (next) next();
    else hashing.running -= 1;
  }
}

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(normalisedPassword(password), cost));
}

let dummyHash: Promise<string> | undefined;

/** Takes as long for somebody who is not there (null) as for somebody who is. */
export async function passwordMatches(passwordHash: string | null, password: string): Promise<boolean> {
  dummyHash ??= hashPassword(newPassword());
  const asked = passwordHash ?? (await dummyHash);
  const matches = await inTurn(() => verify(asked, normalisedPassword(password)));
  return passwordHash !== null && matches;
}

/** Without the letters and digits that are taken for one another. */
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

/** A random password of 24 characters in five groups, with 99 bits in it. */
export function newPassword(): string {
  const group = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join("");
  return Array.from({ length: 5 }, group).join("-");
}
