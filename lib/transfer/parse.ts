import { readBullet } from "./bullets";
import { isCanonical, readCanonical } from "./canonical-reader";
import { analystItems } from "./covering";
import { finishDocuments } from "./documents";
import { amountRead, type Draft, newDraft, note, refuseLongHeadline, refuseMany } from "./draft";
import { finishExchanges, readLabelled } from "./exchanges";
import { isTakeaways, sectionOf } from "./headings";
import { applyOptions, requireHead, takeHeadline } from "./headline";
import { isBlank, type Line, readLines, tooMuch, unstorable } from "./lines";
import { takeMarks } from "./marks";
import type { ParsedItem, ParsedNote, Problem, ReadingOptions } from "./parsed";
import { takeAt } from "./placing";
import { finishTakeaways } from "./takeaways";
import { tellSides } from "./turn";

/** Reads a note from a text as people keep them. Every line that is not blank ends up in an item or in a problem. */
export function parseNote(text: string, options: ReadingOptions = {}): ParsedNote {
  const lines = readLines(text);
  const refused = tooMuch(lines);
  if (refused) return unread(refused);
  if (isCanonical(lines)) return readCanonical(lines, options);
  const draft = newDraft();
  // Known before the rest, since quarters without a year are read against it.
  const body = skipHead(draft, lines);
  applyOptions(draft, options);
  for (let index = body; index < lines.length; ) index += takeAt(draft, lines, index);
  reportEmpty(draft);
  requireHead(draft);
  const headline = headlineItem(draft);
  const question = tellSides(draft, options.turn, headline.length);
  const items = [...headline, ...finishTakeaways(draft), ...draft.rows, ...finishExchanges(draft)];
  items.push(...analystItems(draft));
  reportTidied(draft);
  refuseMany(draft, items.length);
  const cited = items.flatMap(({ citations }) => citations.map(({ label }) => label));
  return {
    ticker: draft.ticker,
    period: draft.period,
    items,
    sources: finishDocuments(draft, cited),
    problems: [...draft.problems, ...unstorable(lines)].sort((a, b) => a.line - b.line),
    question,
    isExact: false,
  };
}

function unread(problem: Problem): ParsedNote {
  return { ticker: null, period: null, items: [], sources: [], problems: [problem], question: null, isExact: false };
}

/** Takes the lines that name the company, the quarter and the headline; returns where the rest begins. */
function skipHead(draft: Draft, lines: Line[]): number {
  let index = 0;
  for (; index < lines.length; index += 1) {
    const line = lines[index];
    if (!line || isBlank(line)) continue;
    if (takeHeadline(draft, line)) continue;
    const isText = !sectionOf(line.text) && !readBullet(line.text) && !readLabelled(line.text);
    const above = lines[index - 1];
    if (draft.headline && isText && /^\p{Ll}[^\t|｜]*$/u.test(line.text) && above && !isBlank(above)) {
      draft.headline.raw += ` ${line.text.trim()}`; // broken by a mail
      continue;
    }
    if (draft.headline || !isText || /\t|[|｜]/.test(line.text)) break;
    draft.headline = { line: line.number, raw: line.text.replace(/^#{1,6}\s+/, "").trim() };
  }
  return index;
}

function headlineItem(draft: Draft): ParsedItem[] {
  if (!draft.headline) {
    note(draft, 1, "warning", "The text has no headline. Write one before the note is submitted.");
    return [];
  }
  const { text, citations } = takeMarks(draft.headline.raw, "text");
  refuseLongHeadline(draft, draft.headline.line, text);
  return [{ kind: "headline", fields: { text }, citations }];
}

function reportTidied(draft: Draft): void {
  for (const line of draft.tidied) note(draft, line, "info", "Tidied: a stray list marker. It was removed.");
}

function reportEmpty(draft: Draft): void {
  for (const [index, { line, section, read }] of draft.headings.entries()) {
    const next = draft.headings[index + 1];
    const isOver = next && (next.section === section || (section === "takeaways" && isTakeaways(next.section)));
    if (!isOver && (next?.read ?? amountRead(draft)) === read)
      note(draft, line, "info", "Nothing stands under this heading.");
  }
}
