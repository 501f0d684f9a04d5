import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { Database } from "@/lib/context";
import type { LinkVisit } from "./view-queries";

/** One visit, as the view log keeps it. */
export type Visit = Omit<LinkVisit, "id" | "at" | "number"> & { at: string; linkId: string; revisionId: string };

/** With a key, so that one which is sent again, because nobody heard that it was kept, is kept once. */
type HeldVisit = Visit & { key: string };

const waitMs = 1_000;
const closeWaitMs = 500;
const batchMax = 500;
/** A database that is away for long costs the oldest visits, not the memory. */
const heldMax = 20_000;

/**
 * Keeps visits in the view log, off the path of the requests that make them: many with one statement, at most a second
 * after they were made. `close` writes what is held before the process ends.
 */
export class VisitLog {
  #held: HeldVisit[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  readonly #share: () => Database;

  constructor(share: () => Database) {
    this.#share = share;
  }

  add(visit: Visit): void {
    this.#held.push({ ...visit, key: randomUUID() });
    if (this.#held.length > heldMax) this.#held.shift();
    if (this.#held.length >= batchMax) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), waitMs).unref();
  }

  /** Writes what is held now; settles when it is written, or held again because it could not be. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async close(): Promise<void> {
    for (let tries = 0; tries < 3; tries += 1) {
      await this.flush();
      if (this.#held.length === 0) return;
      await sleep(closeWaitMs);
    }
    clearTimeout(this.#timer);
    console.error(`${this.#held.length} views of shared links could not be kept.`);
  }

  async #write(): Promise<void> {
    while (this.#held.length > 0) {
      const batch = this.#held.splice(0, batchMax);
      try {
        await this.#share().execute(sql`select share_log(${JSON.stringify(batch)}::json)`);
      } catch {
        this.#held.unshift(...batch);
        this.#timer ??= setTimeout(() => this.flush(), waitMs).unref();
        return;
      }
    }
  }
}
