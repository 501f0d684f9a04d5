import { sameValue } from "@/lib/notes/field";
import { newId } from "@/lib/notes/new-id";
import { unsavedKey } from "@/lib/notes/unsaved-key";
import { anotherTab, emptyHolding, type Holding } from "./kept";

/** Where a tab keeps what the server does not have yet. */
export type HoldingStorage = {
  read: () => Holding;
  /** false when the browser refuses to keep it */
  write: (holding: Holding) => boolean;
  /** leaves what is there to whoever opens the draft next */
  release: () => void;
};

let opening: Promise<unknown> = Promise.resolve();

/**
 * Keeps a draft's unsaved edits in this browser, for one person and one revision. Each tab has a place of its own; what
 * was left by a tab that is closed, or that broke down, goes to the next one that opens the draft. Null when it is not
 * wanted any more by the time it could be opened.
 */
export function openHoldings(
  personId: string,
  revisionId: string,
  isWanted: () => boolean,
): Promise<HoldingStorage | null> {
  // One after the other: a page that is left and entered at once finds what it has just left.
  const opened = opening.then(() => (isWanted() ? open(unsavedKey(personId, revisionId)) : null));
  opening = opened.catch(() => null);
  return opened;
}

async function open(begin: string): Promise<HoldingStorage> {
  const own = begin + newId();
  const left = await leftKeys(begin);
  const inherited = left.map((key) => parsed(localStorage.getItem(key)) ?? emptyHolding).reduce(joined, emptyHolding);
  const put = (holding: Holding) => {
    try {
      const isEmpty = holding.kept.length + holding.past.length + holding.future.length === 0 && !holding.batch;
      if (isEmpty) localStorage.removeItem(own);
      else localStorage.setItem(own, JSON.stringify(holding));
      return true;
    } catch {
      return false;
    }
  };
  // Where there is no room for all, what is unsaved goes before what could be taken back.
  const write = (holding: Holding) => put(holding) || put({ ...holding, past: [], future: [] });
  if (write(inherited)) for (const key of left) localStorage.removeItem(key);
  return { read: () => inherited, write, release: await holdLock(own) };
}

/** Held for as long as the tab lives, which other tabs can see. Where locks are missing every tab counts as gone. */
function holdLock(name: string): Promise<() => void> {
  if (!navigator.locks) return Promise.resolve(() => {});
  return new Promise((held) => {
    void navigator.locks.request(name, () => new Promise<void>((release) => held(release)));
  });
}

/** What tabs that are gone have left. */
async function leftKeys(begin: string): Promise<string[]> {
  const held = new Set((await navigator.locks?.query())?.held?.map(({ name }) => name) ?? []);
  return keysOf(begin).filter((key) => !held.has(key));
}

/** The unsaved edits of two tabs. A field that both hold differently comes up as a conflict: neither value is lost. */
function joined(a: Holding, b: Holding): Holding {
  const kept = [...a.kept];
  for (const other of b.kept) {
    const place = kept.findIndex(({ id }) => id === other.id);
    const own = kept[place];
    if (!own) kept.push(other);
    else if (own.edit.op === "set" && other.edit.op === "set" && !sameValue(own.edit.value, other.edit.value)) {
      const conflict = { outcome: "conflict", theirs: other.edit.value, by: anotherTab, at: null } as const;
      kept[place] = { ...own, conflict };
    }
  }
  const past = a.base === b.base ? [...a.past, ...b.past] : b.past;
  return { kept, batch: a.batch ?? b.batch, base: b.base, past, future: [] };
}

function parsed(written: string | null): Holding | null {
  try {
    const holding = JSON.parse(written ?? "null") as Holding | null;
    return holding && Array.isArray(holding.kept) ? { ...emptyHolding, ...holding } : null;
  } catch {
    return null;
  }
}

function keysOf(begin: string): string[] {
  return Array.from({ length: localStorage.length }, (_, place) => localStorage.key(place) ?? "").filter((key) =>
    key.startsWith(begin),
  );
}
