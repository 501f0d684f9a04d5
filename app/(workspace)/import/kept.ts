import type { Dispatch, RefObject, SetStateAction } from "react";
import { useEffect, useRef, useState } from "react";
import type { Turn } from "@/lib/transfer/parsed";

/** Where the list turns, as a person said it; the title finds the line again when lines come in above it. */
export type Answer = Turn & { title: string | null };

/** What a person has put into the page, until it is saved or cleared. */
export type Kept = { text: string; company: string; quarter: string; answer: Answer | null };

/** The page's state, kept in the tab over a reload; `forget` ends that. */
export function useKept(
  personId: string,
  first: Kept,
  source: RefObject<HTMLTextAreaElement | null>,
): [Kept, Dispatch<SetStateAction<Kept>>, () => void] {
  const [kept, keep] = useState(first);
  const isRead = useRef(false);
  const key = `import ${personId}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was there before is looked for once
  useEffect(() => {
    const typed = source.current?.value ?? ""; // before the scripts had come
    const stored = first.text ? null : load(key);
    if (typed !== kept.text) keep({ ...kept, text: typed });
    else if (stored)
      keep({ ...stored, company: first.company || stored.company, quarter: first.quarter || stored.quarter });
    isRead.current = true;
  }, []);
  useEffect(() => {
    if (isRead.current) store(key, kept.text ? kept : null);
  }, [key, kept]);
  return [kept, keep, () => store(key, null)];
}

function load(key: string): Kept | null {
  try {
    const found = JSON.parse(sessionStorage.getItem(key) ?? "null");
    return typeof found?.text === "string" ? { company: "", quarter: "", answer: null, ...found } : null;
  } catch {
    return null; // a browser that keeps nothing
  }
}

function store(key: string, kept: Kept | null): void {
  try {
    if (kept) sessionStorage.setItem(key, JSON.stringify(kept));
    else sessionStorage.removeItem(key);
  } catch {
    // as above; or the text is larger than what it keeps
  }
}
