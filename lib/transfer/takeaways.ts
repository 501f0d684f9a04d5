import { titleLengthMax } from "@/lib/notes/text";
import { readBullet } from "./bullets";
import { type Draft, note, refuseLong, takeAllMarks } from "./draft";
import type { ParsedItem } from "./parsed";

/** A colon further on ends no title. */
const titleSpanMax = 160;

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
  if (!match || match.index > titleSpanMax || /[.!?]\s+\p{Lu}/u.test(text.slice(0, match.index))) return -1;
  return match.index;
}

/** The takeaways as items. One that begins with no short title keeps all of its words in its body. */
export function finishTakeaways(draft: Draft): ParsedItem[] {
  return draft.takeaways.map(({ line, side, ...raw }): ParsedItem => {
    const read = takeAllMarks(raw);
    const isShort = (read.fields.title ?? "").length <= titleLengthMax;
    const words = [raw.title, raw.body].filter(Boolean).join(" ");
    const { fields, citations } = isShort ? read : takeAllMarks({ title: null, body: words });
    if (!isShort) reportUntitled(draft, line);
    const { title, body } = { title: fields.title ?? "", body: fields.body ?? "" };
    refuseLong(draft, line, { body });
    return { kind: "takeaway", fields: { kind: side ?? "positive", title, body }, assessment: null, citations };
  });
}

export function reportUntitled(draft: Draft, line: number): void {
  note(draft, line, "warning", "This takeaway has no short title. Give it one.");
}
