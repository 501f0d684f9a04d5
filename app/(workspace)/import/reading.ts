import { useDeferredValue, useEffect, useMemo, useState } from "react";
import { tickerInput } from "@/lib/companies/input";
import type { Period } from "@/lib/notes/period";
import { parseNote } from "@/lib/transfer/parse";
import type { ParsedNote, Question, Turn } from "@/lib/transfer/parsed";
import { readPeriod } from "@/lib/transfer/periods";
import type { Target } from "@/lib/transfer/target";
import type { Answer, Kept } from "./kept";

/** `asked`: the text as it reads while the question is open; `note`: as it reads with what was answered. */
export type Reading = { asked: ParsedNote; note: ParsedNote; turn: Turn | null };

/** Reads the text after the keystroke has been shown; null while there is none. */
export function useReading({ text, company, quarter, answer }: Kept): Reading | null {
  const shown = useDeferredValue(text);
  const ticker = tickerInput.safeParse(company).data ?? null;
  const period = readPeriod(quarter);
  const options = useMemo(() => ({ ...(ticker && { ticker }), ...(period && { period }) }), [ticker, period]);
  const asked = useMemo(() => (shown.trim() ? parseNote(shown, options) : null), [shown, options]);
  return useMemo(() => {
    if (!asked) return null;
    const turn = answer && turnOf(asked.question, answer);
    return { asked, turn, note: turn ? parseNote(shown, { ...options, turn }) : asked };
  }, [asked, answer, shown, options]);
}

/** The answer at the line where its takeaway stands now; null when that is gone, or nothing is asked any more. */
function turnOf(question: Question | null, { to, line, title }: Answer): Turn | null {
  const candidates = question?.candidates ?? [];
  const isThere = candidates.some((each) => each.line === line && (title === null || each.title === title));
  if (isThere) return { to, line };
  const [found, ...others] = candidates.filter((each) => each.title === title);
  return found && others.length === 0 ? { to, line: found.line } : null;
}

/** What the text would come upon; null until that is known. */
export function useTarget(ticker: string | null, period: Period | null): Target | null {
  const [found, setFound] = useState<{ key: string; target: Target } | null>(null);
  const key = `${ticker ?? ""} ${period ?? ""}`;
  useEffect(() => {
    if (!ticker) return;
    const stop = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const asked = new URLSearchParams({ ticker, period: period ?? "" });
        const response = await fetch(`/api/import?${asked}`, { signal: stop.signal });
        if (response.ok) setFound({ key: `${ticker} ${period ?? ""}`, target: await response.json() });
      } catch {
        // out of reach, or not asked for any more; saving looks again
      }
    }, 250);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [ticker, period]);
  return found?.key === key ? found.target : null;
}
