import { AsyncLocalStorage } from "node:async_hooks";
import { performance } from "node:perf_hooks";

const waitMsMax = 2_000;

/** PostgreSQL's codes for what did not get its turn in time: a connection, a lock, the time for a statement. */
const late = ["53300", "55P03", "57014"];

/** What one request waits for connections in all. Several of its statements may wait at once. */
export class Patience {
  /** that something did not get its turn in time */
  isOut = false;
  #leftMs = waitMsMax;
  #waiting = 0;
  #since = 0;

  /** Waits for a turn. `takeBack` is told when it has waited for too long, and the turn that comes after all is not wanted. */
  async wait(turn: Promise<void>, takeBack: () => unknown): Promise<void> {
    if (this.#waiting === 0) this.#since = performance.now();
    this.#waiting += 1;
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<never>((_, refuse) => {
      timer = setTimeout(() => {
        takeBack();
        refuse(Object.assign(new Error("No connection to the database was free in time."), { code: "53300" }));
      }, this.#left());
    });
    try {
      await Promise.race([turn, tooLong]);
    } finally {
      clearTimeout(timer);
      this.#leftMs = this.#left();
      this.#since = performance.now();
      this.#waiting -= 1;
    }
  }

  /** Takes note of an error that came of waiting. */
  heard(error: unknown): void {
    if (error instanceof Error && "code" in error && late.includes(String(error.code))) this.isOut = true;
  }

  #left(): number {
    return Math.max(0, this.#leftMs - (performance.now() - this.#since));
  }
}

// On globalThis for the reason that db/client.ts gives.
const kept = globalThis as { quarterdeckPatience?: AsyncLocalStorage<Patience> | undefined };
kept.quarterdeckPatience ??= new AsyncLocalStorage();
const ofRequests = kept.quarterdeckPatience;

/** Does the work of a request, all of which has this patience. */
export function withPatience<T>(patience: Patience, work: () => T): T {
  return ofRequests.run(patience, work);
}

/** Does what outlasts the request that happens to begin it: each statement has a patience of its own. */
export function outsideRequests<T>(work: () => T): T {
  return ofRequests.exit(work);
}

/** That of the request at hand; a new one outside of any. */
export function currentPatience(): Patience {
  return ofRequests.getStore() ?? new Patience();
}
