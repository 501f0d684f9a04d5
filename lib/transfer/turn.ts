import { type Draft, note } from "./draft";
import type { Question, Turn } from "./parsed";
import { findRisks, riskScore } from "./side";

/**
 * Tells positives from risks where no heading does: as a person said, or else by position and wording, and then asks.
 * `offset`: how many items stand before the takeaways.
 */
export function tellSides(draft: Draft, turn: Turn | undefined, offset: number): Question | null {
  const open = draft.takeaways.flatMap((takeaway, index) => (takeaway.side === null ? [{ takeaway, index }] : []));
  const [first] = open;
  if (!first || draft.takeaways.some(({ side }) => side === "risk")) return null;
  const told = turn ?? guessTurn(open.map(({ takeaway }) => takeaway));
  for (const { takeaway } of open) takeaway.side = sideAt(told, takeaway.line);
  if (turn) return null;
  const problem = note(draft, told.line, "warning", sentenceOf(told, first.takeaway.line));
  const candidates = open.map(({ takeaway: { line, title }, index }) => ({ line, title, index: offset + index }));
  return { kind: "risks-begin", guess: told, candidates, problem };
}

function guessTurn(open: Draft["takeaways"]): Turn {
  const { from, to } = findRisks(open.map(({ title, body }) => riskScore(title, body)));
  const lineAt = (index: number) => open[index]?.line ?? open[0]?.line ?? 1;
  if (to < open.length) return { to: "positive", line: lineAt(to) };
  return from < open.length ? { to: "risk", line: lineAt(from) } : { to: "positive", line: lineAt(0) };
}

function sentenceOf({ to, line }: Turn, first: number): string {
  if (to === "risk") {
    return "The risks are taken to begin here, by position and wording. A line “Risks” above it would settle it.";
  }
  if (line === first) return "No risk was found in this list. If one is, put a line “Risks” above it.";
  return "The positives are taken to begin here, behind the risks, by wording. A line “Positives” above it would settle it.";
}

function sideAt({ to, line }: Turn, at: number): "positive" | "risk" {
  const other = to === "risk" ? "positive" : "risk";
  return at >= line ? to : other;
}
