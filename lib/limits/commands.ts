import { createHmac } from "node:crypto";
import { lt, sql } from "drizzle-orm";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { deleteInBatches } from "@/db/batches";
import { limits } from "@/db/schema/limits";
import type { Database } from "@/lib/context";
import { env } from "@/lib/env";

/**
 * How many times in how many seconds, which begin with the first. `isGivenBack`: only what was looked at and was wrong is to
 * stay counted, also where many come together; so what is refused is not, and no process refuses by itself.
 */
export type LimitRule = { points: number; seconds: number; isGivenBack?: boolean };

/** `retryAfter`: seconds until it is allowed again, at least one. */
export type Limited = { allowed: true } | { allowed: false; retryAfter: number };

/**
 * Counts one more of `name` for `key` and says whether that is still allowed. All processes on the database count together.
 * The reader's role may count under names that begin with `share.` alone. Of the key, which may be an address, a keyed hash
 * is kept.
 */
export async function limit(db: Database, name: string, key: string, rule: LimitRule): Promise<Limited> {
  try {
    await counterOf(db, name, rule).consume(hashOf(name, key));
    return { allowed: true };
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    if (rule.isGivenBack) await refund(db, name, key, rule);
    return { allowed: false, retryAfter: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) };
  }
}

/**
 * Gives back what `limit` counted: the try turned out to be right. Who keeps succeeding locks nobody out. What was done is
 * done: that it could not be given back is told to nobody.
 */
export async function refund(db: Database, name: string, key: string, rule: LimitRule): Promise<void> {
  await counterOf(db, name, rule)
    .reward(hashOf(name, key))
    .catch(() => undefined);
}

function hashOf(name: string, key: string): string {
  const secret = env().AUTH_SECRET;
  if (!secret) throw new Error("AUTH_SECRET is not set: start with npm start, npm run demo or npm run dev.");
  return createHmac("sha256", secret).update(`${name}\n${key}`).digest("hex");
}

/** Forgets what is over; how many counts that were. */
export function purgeLimits(db: Database): Promise<number> {
  return deleteInBatches(db, limits, lt(limits.endsAt, sql`now()`));
}

const counters = new WeakMap<Database, Map<string, Counter>>();

function counterOf(db: Database, name: string, rule: LimitRule): Counter {
  const own = counters.get(db) ?? new Map<string, Counter>();
  counters.set(db, own);
  const key = `${name} ${rule.points} ${rule.seconds}`;
  const counter = own.get(key) ?? new Counter(db, name, rule);
  own.set(key, counter);
  return counter;
}

/** The library's counter with the one statement that our roles may use, and the database's clock. */
class Counter extends RateLimiterPostgres {
  constructor(
    private readonly db: Database,
    private readonly counted: string,
    { points, seconds, isGivenBack = false }: LimitRule,
  ) {
    super({
      storeClient: db,
      storeType: "client",
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix: "",
      points,
      duration: seconds,
      // Once there was one too many, this process refuses by itself until the window is over.
      inMemoryBlockOnConsumed: isGivenBack ? 0 : points + 1,
    });
  }

  /** Called by `consume` and `reward`. */
  async _upsert(
    key: string,
    points: number,
    windowMs: number,
  ): Promise<{ rows: { points: number; expire: number }[] }> {
    const counter = this.counted.startsWith("share.") ? sql`share_limit` : sql`count_limit`;
    const [row] = await this.db.execute<{ points: number; msLeft: number }>(sql`
      select points, ms_left as "msLeft" from ${counter}(${this.counted}, ${key}, ${points}, ${windowMs})`);
    if (!row) throw new Error(`The limit ${this.counted} was not counted.`);
    return { rows: [{ points: row.points, expire: Date.now() + row.msLeft }] };
  }
}
