import { readEvents } from "./event-stream";
import type { LiveEvent } from "./model";

/** A revision, and the number of the last event that is known of it. */
export type Watch = { revisionId: string; after: number };

/** The server says something every 15 seconds; a line that is silent for so long is broken. */
const silenceMsMax = 40_000;
const pauseMs = { first: 1_000, longest: 15_000 };

/**
 * Tells what happens to the revisions that `watches` names, until `signal` is aborted or the server refuses for good. A
 * line that breaks is opened again, more and more patiently, and begins where `watches` says by then.
 */
export async function follow(
  watches: () => Watch[],
  tell: (event: LiveEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  let pause = pauseMs.first;
  while (!signal.aborted) {
    const heard = () => {
      pause = pauseMs.first;
    };
    if ((await listenOnce(watches(), tell, heard, signal)) === "refused") return;
    // Not all browsers at once, when the server has been away.
    await waited(pause * (0.5 + Math.random()), signal);
    pause = Math.min(pause * 2, pauseMs.longest);
  }
}

async function listenOnce(
  watches: Watch[],
  tell: (event: LiveEvent) => void,
  heard: () => void,
  signal: AbortSignal,
): Promise<"refused" | "broken"> {
  const line = new AbortController();
  const cut = () => line.abort();
  signal.addEventListener("abort", cut);
  let silence = setTimeout(cut, silenceMsMax);
  try {
    // Not an EventSource: it does not say with which status it was refused.
    const response = await fetch(addressOf(watches), { signal: line.signal, cache: "no-store" });
    if (response.status === 401 || response.status === 404) {
      tell({ type: "ended", reason: response.status === 401 ? "signed_out" : "forbidden" });
      return "refused";
    }
    if (!response.ok || !response.body) return "broken";
    const beat = () => {
      heard();
      clearTimeout(silence);
      silence = setTimeout(cut, silenceMsMax);
    };
    for await (const event of readEvents(response.body, beat)) {
      if (signal.aborted) break;
      tell(event);
      if (event.type === "ended") return "refused";
    }
  } catch {
    // The line is broken, or was cut.
  } finally {
    clearTimeout(silence);
    signal.removeEventListener("abort", cut);
    line.abort();
  }
  return "broken";
}

function addressOf(watches: Watch[]): string {
  const revisions = watches.map(({ revisionId }) => ["revision", revisionId]);
  const reached = watches.map(({ revisionId, after }) => ["after", `${revisionId}:${after}`]);
  return `/api/live?${new URLSearchParams([...revisions, ...reached])}`;
}

function waited(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
    if (signal.aborted) done();
  });
}
