import { performance } from "node:perf_hooks";
import type postgres from "postgres";
import { currentPatience, type Patience } from "./patience";

/** A client with one connection. */
export type Held = { client: postgres.Sql; isLost: boolean; openedAt: number };

export type Pool = {
  /** Does work on a connection that nobody else has meanwhile; it waits for one when all are held, if need be not for long. */
  hold: <T>(work: (held: Held) => Promise<T>) => Promise<T>;
  /** Takes up nothing more, and waits up to five seconds for what is running. */
  close: () => Promise<void>;
};

const endTimeout = { timeout: 5 };
/** What a backend has gathered in its memory goes with it. */
const lifetimeMs = 45 * 60_000;

/** Whether it comes from the line and not from the server at its end. */
function isOfLine(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}

/**
 * Connections of which each is thrown away once it is lost. The driver (postgres 3.4.9) takes up a lost one again, with
 * what it was about to send and the error of its last statement, so that it may hang, or fail those who come after.
 * `open` makes a client with one connection, and calls `lost` at the moment when that closes. A pool that is not patient
 * fails whoever has waited for too long.
 */
export function poolOf(max: number, isPatient: boolean, open: (lost: () => void) => postgres.Sql): Pool {
  const all = new Set<Held>();
  const idle: Held[] = [];
  const waiting = new Set<() => void>(); // in the order in which they came
  let working = 0;
  let isClosed = false;

  function opened(): Held {
    const held: Held = { client: open(() => drop(held)), isLost: false, openedAt: performance.now() };
    all.add(held);
    return held;
  }

  function drop(held: Held): Promise<void> {
    held.isLost = true;
    all.delete(held);
    if (idle.includes(held)) idle.splice(idle.indexOf(held), 1);
    return held.client.end(endTimeout);
  }

  async function hold<T>(work: (held: Held) => Promise<T>): Promise<T> {
    const patience = currentPatience();
    try {
      return await onConnection(work, patience);
    } catch (error) {
      patience.heard(error);
      throw error;
    }
  }

  function turn(patience: Patience): Promise<void> {
    let go = () => {};
    const next = new Promise<void>((resolve) => {
      go = resolve;
    });
    waiting.add(go);
    return isPatient ? next : patience.wait(next, () => waiting.delete(go));
  }

  async function onConnection<T>(work: (held: Held) => Promise<T>, patience: Patience): Promise<T> {
    if (working < max) working += 1;
    else await turn(patience);
    try {
      if (isClosed) throw new Error("The database was closed.");
      const held = idle.pop() ?? opened();
      try {
        return await work(held);
      } catch (error) {
        // The driver tells of a broken line before it has closed it, and answers nothing of what it is given meanwhile.
        if (isOfLine(error)) void drop(held);
        throw error;
      } finally {
        if (performance.now() - held.openedAt > lifetimeMs) void drop(held);
        if (!held.isLost) idle.push(held);
      }
    } finally {
      const [next] = waiting;
      if (next) waiting.delete(next);
      else working -= 1;
      next?.();
    }
  }

  async function close(): Promise<void> {
    isClosed = true;
    await Promise.all([...all].map(({ client }) => client.end(endTimeout)));
  }

  return { hold, close };
}
