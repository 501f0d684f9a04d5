import { isLoneMarker, readBullet, withoutTrailingMarker } from "./bullets";
import { isCanonical, readCanonical } from "./canonical-reader";
import { finishDocuments, takeDocument } from "./documents";
import { amountRead, type Draft, newDraft, note, quoted, refuseLong } from "./draft";
import { finishExchanges, readLabelled, takeLabelled } from "./exchanges";
import { sectionOf } from "./headings";
import { applyOptions, requireHead, takeHeadline } from "./headline";
import { isBlank, type Line, readLines, unstorable } from "./lines";
import { takeMarks } from "./marks";
import type { ParsedItem, ParsedNote, ReadingOptions } from "./parsed";
import { readPerson } from "./people";
import { isSeparator } from "./table";
import { takeTable } from "./tables";
import { finishTakeaways, splitTakeaway } from "./takeaways";

/** Reads a note from a text as people keep them. Every line that is not blank ends up in an item or in a problem. */
export function parseNote(text: string, options: ReadingOptions = {}): ParsedNote {
  const lines = readLines(text);
  if (isCanonical(lines)) return readCanonical(lines, options);
  const draft = newDraft();
  // Known before the rest, since quarters without a year are read against it.
  const body = skipHead(draft, lines);
  applyOptions(draft, options);
  for (let index = body; index < lines.length; ) index += takeAt(draft, lines, index);
  reportEmpty(draft);
  requireHead(draft);
  const items = [...headlineItem(draft), ...finishTakeaways(draft), ...draft.rows, ...finishExchanges(draft)];
  items.push(...analystItems(draft));
  const cited = items.flatMap(({ citations }) => citations.map(({ label }) => label));
  return {
    ticker: draft.ticker,
    period: draft.period,
    items,
    sources: finishDocuments(draft, cited),
    problems: [...draft.problems, ...unstorable(lines)].sort((a, b) => a.line - b.line),
  };
}

/** Takes the lines that name the company, the quarter and the headline; returns where the rest begins. */
function skipHead(draft: Draft, lines: Line[]): number {
  let index = 0;
  for (; index < lines.length; index += 1) {
    const line = lines[index];
    if (!line || isBlank(line)) continue;
    if (takeHeadline(draft, line)) continue;
    const isText = !sectionOf(line.text) && !readBullet(line.text) && !readLabelled(line.text);
    if (draft.headline || !isText || /\t|[|｜]/.test(line.text)) break;
    draft.headline = { line: line.number, raw: line.text.replace(/^#{1,6}\s+/, "").trim() };
  }
  return index;
}

/** Takes what begins at a line, and returns how many lines that was. */
function takeAt(draft: Draft, lines: Line[], index: number): number {
  const line = lines[index];
  if (!line || isBlank(line) || isLoneMarker(line.text) || isSeparator(line.text)) return 1;
  const bullet = readBullet(line.text);
  const section = bullet ? null : sectionOf(line.text);
  if (section && !leadsToQuestion(lines, index)) {
    draft.section = section;
    draft.last = null;
    draft.headings.push({ line: line.number, read: amountRead(draft) });
    return 1;
  }
  const labelled = readLabelled(line.text);
  if (labelled) {
    takeLabelled(draft, line, labelled);
    return 1;
  }
  const isListed = bullet && (draft.section === "analysts" || draft.section === "documents");
  const taken = isListed ? 0 : takeTable(draft, lines, index);
  if (taken > 0) return taken;
  if (leadsToQuestion(lines, index)) draft.topic = withoutTrailingMarker(bullet?.text ?? line.text).trim();
  else if (bullet && bullet.indent < 2) takeItem(draft, line, bullet.text);
  else takePlain(draft, lines, index);
  return 1;
}

/** Whether the next line that is not blank asks something: then this one is its topic, unless it ends as a sentence does. */
function leadsToQuestion(lines: Line[], index: number): boolean {
  const words = withoutTrailingMarker(lines[index]?.text ?? "").trim();
  if (words.length > 160 || /[.!?。！？]["”’)]?$/u.test(words)) return false;
  for (let next = index + 1; next < lines.length; next += 1) {
    const line = lines[next];
    if (line && !isBlank(line) && !isLoneMarker(line.text)) return readLabelled(line.text)?.kind === "q";
  }
  return false;
}

function takeItem(draft: Draft, line: Line, text: string): void {
  if (draft.section === "analysts") draft.analysts.push(readPerson(text));
  else if (draft.section === "documents") takeDocument(draft, line, text);
  else if (draft.section === "exchanges" && draft.last === "exchange") goOn(draft, line, text);
  else if (draft.section === "guidance" || draft.section === "topics" || draft.section === "exchanges") {
    note(
      draft,
      line.number,
      "warning",
      `This is read from a table or from Q and A lines, not from a list: ${quoted(text)}.`,
    );
  } else {
    const side = draft.section === "positives" ? "positive" : draft.section === "risks" ? "risk" : null;
    draft.takeaways.push({ line: line.number, ...splitTakeaway(text), side });
    draft.last = "takeaway";
  }
}

/** A line without a marker: an entry of its own in some sections, else the last item goes on in it. */
function takePlain(draft: Draft, lines: Line[], index: number): void {
  const line = lines[index] as Line;
  const text = line.text.trim();
  const inList = draft.section === "positives" || draft.section === "risks" || draft.section === "takeaways";
  if (draft.section === "analysts" || draft.section === "documents") takeItem(draft, line, text);
  else if (inList && !/^\s{2}/.test(line.text) && (draft.last !== "takeaway" || isBlank(lines[index - 1]))) {
    takeItem(draft, line, text);
  } else if (draft.last) goOn(draft, line, text);
  else {
    note(
      draft,
      line.number,
      "warning",
      `This line belongs to no part of the note: ${quoted(text)}. Put it under a heading or in a list.`,
    );
  }
}

function goOn(draft: Draft, line: Line, text: string): void {
  const takeaway = draft.takeaways.at(-1);
  const exchange = draft.exchanges.at(-1)?.fields;
  if (draft.last === "takeaway" && takeaway) takeaway.body += takeaway.body ? ` ${text}` : text;
  else if (draft.last === "exchange" && exchange) {
    const words = withoutTrailingMarker(text).trim();
    if (exchange.answer === null) exchange.question += exchange.question ? ` ${words}` : words;
    else exchange.answer += exchange.answer ? `\n${words}` : words;
  } else note(draft, line.number, "warning", `This line belongs to no part of the note: ${quoted(text)}.`);
}

function headlineItem(draft: Draft): ParsedItem[] {
  if (!draft.headline) {
    note(draft, 1, "warning", "The text has no headline. Write one before the note is submitted.");
    return [];
  }
  const { text, citations } = takeMarks(draft.headline.raw, "text");
  refuseLong(draft, draft.headline.line, { headline: text });
  return [{ kind: "headline", fields: { text }, citations }];
}

function analystItems(draft: Draft): ParsedItem[] {
  return draft.analysts.map((fields): ParsedItem => ({ kind: "covering_analyst", fields, citations: [] }));
}

function reportEmpty(draft: Draft): void {
  for (const [index, { line, read }] of draft.headings.entries()) {
    const next = draft.headings[index + 1]?.read ?? amountRead(draft);
    if (next === read) note(draft, line, "info", "Nothing stands under this heading.");
  }
}
