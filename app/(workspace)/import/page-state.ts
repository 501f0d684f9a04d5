import { type RefObject, useMemo, useState } from "react";
import { isTooLong } from "@/lib/transfer/input";
import { type Rewrite, rewriteOf } from "@/lib/transfer/rewrite";
import type { Target } from "@/lib/transfer/target";
import { type Block, blockOf } from "./blocking";
import { readFile } from "./file-text";
import { type Kept, useKept } from "./kept";
import { type Reading, useReading, useTarget } from "./reading";

export type PageState = {
  kept: Kept;
  reading: Reading | null;
  target: Target | null;
  /** what would become of the note that is out; null when none is */
  plan: Rewrite | null;
  block: Block | null;
  /** missing items that a person wants deleted */
  removed: ReadonlySet<string>;
  /** why a file was not taken */
  fileRefusal: string | null;
  /** what has just gone and can come back */
  gone: string | null;
  set: (part: Partial<Kept>) => void;
  tick: (id: string, isRemoved: boolean) => void;
  takeFile: (file: File) => Promise<void>;
  refuseFile: (sentence: string) => void;
  clear: () => void;
  undo: () => void;
  forget: () => void;
};

/** What a person has put in, and what comes of it. */
export function usePageState(personId: string, first: Kept, field: RefObject<HTMLTextAreaElement | null>): PageState {
  const [kept, keep, forget] = useKept(personId, first, field);
  const [gone, setGone] = useState<{ kept: Kept; words: string } | null>(null);
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set());
  const [fileRefusal, refuseFile] = useState<string | null>(null);
  const isLong = useMemo(() => isTooLong(kept.text), [kept.text]);
  const reading = useReading(isLong ? { ...kept, text: "" } : kept);
  const note = reading?.note ?? null;
  const target = useTarget(note?.ticker ?? null, note?.period ?? null);
  const plan = useMemo(
    () => (note && target?.note ? rewriteOf(target.note, note, { removed, newId: () => "new" }) : null),
    [note, target, removed],
  );
  const replace = (next: Kept, words: string) => {
    setGone(kept.text ? { kept, words } : null);
    refuseFile(null);
    setRemoved(new Set());
    keep(next);
  };
  return {
    kept,
    reading,
    target,
    plan,
    block: blockOf({ reading, target, plan, isLong }),
    removed,
    fileRefusal,
    gone: gone?.words ?? null,
    set: (part) => {
      if ("text" in part) setGone(null);
      if ("text" in part) refuseFile(null);
      keep((now) => ({ ...now, ...part }));
    },
    tick: (id, isRemoved) => {
      const others = [...removed].filter((each) => each !== id);
      setRemoved(new Set(isRemoved ? [...others, id] : others));
    },
    takeFile: async (file) => {
      const read = await readFile(file);
      if ("refusal" in read) refuseFile(read.refusal);
      else replace({ ...kept, text: read.text, answer: null }, "Replaced");
    },
    refuseFile,
    clear: () => replace({ text: "", company: "", quarter: "", answer: null }, "Cleared"),
    undo: () => {
      if (gone) keep(gone.kept);
      setGone(null);
    },
    forget,
  };
}
