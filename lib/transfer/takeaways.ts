import { readBullet } from "./bullets";
import type { Draft } from "./draft";
import { note, refuseLong, takeAllMarks } from "./draft";
import type { ParsedItem } from "./parsed";
import { findRisks, riskScore } from "./side";

const titleLengthMax = 160;

/** A title and what is said under it: split at the first colon, or after a bold beginning, or at a dash. */
export function splitTakeaway(text: string): { title: string; body: string } {
  const bold = /^(?:\*\*|__)(.{1,160}?)[:：.]?(?:\*\*|__)\s*[:：]?\s*(.*)$/su.exec(text);
  if (bold) return { title: (bold[1] ?? "").trim(), body: (bold[2] ?? "").replace(/^[-\u2010-\u2015]\s+/, "").trim() };
  const at = colonOf(text);
  if (at > 0) return { title: text.slice(0, at).trim(), body: text.slice(at + 1).trim() };
  const dash = /^(.{3,90}?)\s[\u2013\u2014-]\s+(.+)$/su.exec(text);
  if (dash && !/[.;]\s/.test(dash[1] ?? "")) return { title: (dash[1] ?? "").trim(), body: (dash[2] ?? "").trim() };
  return { title: text.trim(), body: "" };
}

/** Adds a line to a takeaway; a title that a mail has broken may end in that line. */
export function continueTakeaway(takeaway: { title: string; body: string }, text: string): void {
  if (takeaway.body) takeaway.body += ` ${text}`;
  else {
    const whole = readBullet(text) ? null : splitTakeaway(`${takeaway.title} ${text}`);
    if (whole?.body) Object.assign(takeaway, whole);
    else takeaway.body = text;
  }
}

/** Where the title ends: a colon that stands in no time, ratio or address, and behind no sentence; -1 when there is none. */
function colonOf(text: string): number {
  const match = /：|:(?=\s|$)/u.exec(text);
  if (!match || match.index > titleLengthMax || /[.!?]\s+\p{Lu}/u.test(text.slice(0, match.index))) return -1;
  return match.index;
}

/** Tells positives from risks where no heading does, by position and wording, and says where the risks begin. */
export function finishTakeaways(draft: Draft): ParsedItem[] {
  const { takeaways } = draft;
  const open = takeaways.filter(({ side }) => side === null);
  if (open.length > 0 && !takeaways.some(({ side }) => side === "risk")) {
    const { from, to } = findRisks(open.map(({ title, body }) => riskScore(title, body)));
    for (const [index, takeaway] of open.entries()) takeaway.side = index >= from && index < to ? "risk" : "positive";
    const edge = to < open.length ? open[to] : open[from];
    const line = edge?.line ?? open.at(-1)?.line ?? 1;
    const message =
      to < open.length
        ? "The positives are taken to begin here, behind the risks, by wording. A line “Positives” above it would settle it."
        : edge
          ? "The risks are taken to begin here, by position and wording. A line “Risks” above it would settle it."
          : "No risk was found in this list. If one is, put a line “Risks” above it.";
    note(draft, line, "warning", message);
  }
  return takeaways.map(({ line, side, ...raw }): ParsedItem => {
    const { fields, citations } = takeAllMarks(raw);
    const { title, body } = { title: fields.title ?? "", body: fields.body ?? "" };
    refuseLong(draft, line, { title, body });
    return { kind: "takeaway", fields: { kind: side ?? "positive", title, body }, assessment: null, citations };
  });
}
