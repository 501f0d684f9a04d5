import type { Rewrite } from "@/lib/transfer/rewrite";
import type { Target } from "@/lib/transfer/target";
import type { Reading } from "./reading";

/** Why the text cannot be saved yet; `count` in two or three words. `at`: what to look at. */
export type Block = {
  count: string;
  reason: string;
  at: "source" | "question" | "company" | "quarter" | { line: number };
};

type Known = { reading: Reading | null; target: Target | null; plan: Rewrite | null; isLong: boolean };

/** What saving makes, once nothing is in the way. */
export function outcomeOf(target: Target | null): string {
  if (target?.note) return `Becomes a draft on r${target.note.number}. Nothing goes that you have not ticked.`;
  return target && target.beside.length > 0
    ? "Becomes a first draft of its own."
    : "Becomes the first draft of this note.";
}

export function blockOf({ reading, target, plan, isLong }: Known): Block | null {
  if (isLong)
    return { count: "Too long", reason: "A text may have at most 1 MB. Leave out what is no note.", at: "source" };
  if (!reading) return { count: "No text yet", reason: "Paste a text or choose a file.", at: "source" };
  const { note } = reading;
  const errors = note.problems.filter(({ severity }) => severity === "error");
  const [error] = errors;
  if (!note.ticker)
    return { count: "No company", reason: "Name the company in line 1, or beside the text.", at: "company" };
  if (!note.period)
    return { count: "No quarter", reason: "Name the quarter in line 1, or beside the text.", at: "quarter" };
  if (error) {
    const count = `${errors.length} ${errors.length === 1 ? "error" : "errors"} left`;
    return { count, reason: `Mend line ${error.line} to save.`, at: { line: error.line } };
  }
  if (target && !target.company) {
    return { count: "No company", reason: `No company here has the ticker ${note.ticker}.`, at: "company" };
  }
  if (note.question) {
    const { line } = note.question.guess;
    return {
      count: "1 question left",
      reason: `Answer line ${line} to save. What is only to read stops nothing.`,
      at: "question",
    };
  }
  if (plan && plan.edits.length === 0) {
    return { count: "No change", reason: "The published note says all of this already.", at: "source" };
  }
  return null;
}
