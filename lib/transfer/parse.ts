import { isLoneMarker, readBullet, withoutTrailingMarker } from "./bullets";
import { isCanonical, readCanonical } from "./canonical-reader";
import { analystItems, takeAnalysts } from "./covering";
import { finishDocuments, takeDocument } from "./documents";
import { amountRead, type Draft, newDraft, note, quoted, refuseLong, reportStray } from "./draft";
import { finishExchanges, readLabelled, readSpoken, takeLabelled } from "./exchanges";
import { type Section, sectionOf } from "./headings";
import { applyOptions, requireHead, takeHeadline } from "./headline";
import { isBlank, type Line, readLines, unstorable } from "./lines";
import { takeMarks } from "./marks";
import type { ParsedItem, ParsedNote, ReadingOptions } from "./parsed";
import { isNobody } from "./people";
import { isSeparator, readRow } from "./table";
import { takeTable } from "./tables";
import { continueTakeaway, finishTakeaways, splitTakeaway } from "./takeaways";

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

/** Takes what begins at a line, and returns how many lines that was. */
function takeAt(draft: Draft, lines: Line[], index: number): number {
  const line = lines[index];
  if (!line || isBlank(line) || isLoneMarker(line.text) || isSeparator(line.text)) return 1;
  const bullet = readBullet(line.text);
  const section = bullet ? null : sectionOf(titleRow(lines, index) ?? line.text);
  if (section && !leadsToQuestion(lines, index)) {
    openSection(draft, line, section);
    return 1;
  }
  if (!bullet && takeInlineHeading(draft, line)) return 1;
  const labelled = readLabelled(line.text) ?? readSpoken(draft, line.text) ?? readAsked(draft, lines, index);
  if (labelled) {
    takeLabelled(draft, line, labelled);
    return 1;
  }
  const isListed = bullet && (draft.section === "analysts" || draft.section === "documents");
  const taken = isListed ? 0 : takeTable(draft, lines, index);
  if (taken > 0) return taken;
  if (leadsToQuestion(lines, index)) draft.topic = titleOf(withoutTrailingMarker(bullet?.text ?? line.text));
  else if (bullet && draft.last === "exchange" && !isTakeaways(draft.section)) goOn(draft, lines, index);
  else if (bullet && bullet.indent < 2) takeItem(draft, line, bullet.text);
  else takePlain(draft, lines, index);
  return 1;
}

function isTakeaways(section: Section | null): boolean {
  return section === "positives" || section === "risks" || section === "takeaways";
}

function openSection(draft: Draft, line: Line, section: Section): void {
  draft.section = section;
  draft.last = null;
  draft.headings.push({ line: line.number, section, read: amountRead(draft) });
}

/** The words of a heading without the marks that Markdown sets around it. */
function titleOf(text: string): string {
  return text
    .trim()
    .replace(/^#{1,6}\s+/, "")
    .replace(/^topic\s*[:：]\s*/i, "")
    .replace(/^(\*\*|__)(.+)\1$/, "$2")
    .trim();
}

/** The only words of a row: merged cells above a table hold its title. */
function titleRow(lines: Line[], index: number): string | null {
  const cells = readRow(lines, index)?.row.cells.filter((cell) => cell !== "") ?? [];
  return cells.length === 1 ? (cells[0] ?? null) : null;
}

/** `Covering analysts: Jo Finch (Foghorn), …`, `Risks: none`: a heading, and what stands under it, in one line. */
function takeInlineHeading(draft: Draft, line: Line): boolean {
  const words = line.text.trim();
  const [, title = "", text = ""] =
    /^([^:：]{4,120})[:：](?:\*\*|__)?\s*(\S.*)$/u.exec(words) ??
    /^((?:research )?analysts covering [^:：]{1,100}?) (?:include|are|were) (.+)$/iu.exec(words) ??
    [];
  const section = title ? sectionOf(title) : null;
  if (!section || (!isNobody(text) && (section !== "analysts" || !/analysts|coverage/i.test(title)))) return false;
  openSection(draft, line, section);
  if (section === "analysts") takeItem(draft, line, text);
  else note(draft, line.number, "info", `The text says that there is nothing here: ${quoted(text)}.`);
  draft.headings.pop();
  return true;
}

/** A question without a label: it ends in its mark, and the next line answers. */
function readAsked(draft: Draft, lines: Line[], index: number): ReturnType<typeof readLabelled> {
  const text = (readBullet(lines[index]?.text ?? "")?.text ?? lines[index]?.text ?? "").trim();
  const isOpen = draft.last === "exchange" && draft.exchanges.at(-1)?.fields.answer === null;
  if (isOpen || !/[?？]["”’)]?$/u.test(withoutTrailingMarker(text))) return null;
  const next = lines.slice(index + 1, index + 6).find((line) => !isBlank(line));
  return next && readLabelled(next.text)?.kind === "a"
    ? { kind: "q", who: null, text: withoutTrailingMarker(text).trim() }
    : null;
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
  if (draft.section === "analysts") takeAnalysts(draft, line, text);
  else if (draft.section === "documents") takeDocument(draft, line, text);
  else if (draft.section === "guidance" || draft.section === "topics" || draft.section === "exchanges") {
    note(
      draft,
      line.number,
      "warning",
      `This is read from a table or from Q and A lines, not from a list: ${quoted(text)}. Write it as one of them.`,
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
  const inList = isTakeaways(draft.section);
  const isApart = isBlank(lines[index - 1]);
  if (isApart && closing.test(text)) {
    draft.section = null;
    draft.last = null;
    reportStray(draft, line, text);
  } else if (draft.section === "analysts" || draft.section === "documents") takeItem(draft, line, text);
  else if (draft.last === "takeaway" && !/^\s/.test(line.text) && !isApart && looksApart(lines, index)) {
    reportStray(draft, line, text);
  } else if (inList && !/^\s{2}/.test(line.text) && (draft.last !== "takeaway" || isApart)) takeItem(draft, line, text);
  else if (draft.last) goOn(draft, lines, index);
  else reportStray(draft, line, text);
}

/** What ends a mail. */
const closing =
  /^(?:(?:(?:with )?(?:best|kind|warm|many) )?(?:regards|wishes|thanks)|best|cheers|sincerely|thank you|all the best)[,.!]?$/i;

/** A row of cells, or a short line that ends in a colon, is not the end of the sentence above it. */
function looksApart(lines: Line[], index: number): boolean {
  const text = lines[index]?.text.trim() ?? "";
  return (readRow(lines, index)?.row.cells.length ?? 0) > 2 || (text.length < 60 && /[:：]$/.test(text));
}

/** Whether a line is the rest of the one above it, which a mail has broken at its margin. */
function isWrapped(lines: Line[], index: number): boolean {
  const above = lines[index - 1]?.text.trim() ?? "";
  const isWide = above.length >= 60 && above.length <= 80;
  return above !== "" && !readBullet(lines[index]?.text ?? "") && (isWide || !/[.!?:;。！？：；]["”’)]?$/u.test(above));
}

function goOn(draft: Draft, lines: Line[], index: number): void {
  const line = lines[index] as Line;
  const text = line.text.trim();
  const takeaway = draft.takeaways.at(-1);
  const exchange = draft.exchanges.at(-1)?.fields;
  if (draft.last === "takeaway" && takeaway) continueTakeaway(takeaway, text);
  else if (draft.last === "exchange" && exchange) {
    const words = withoutTrailingMarker(text).trim();
    if (exchange.answer === null) exchange.question += exchange.question ? ` ${words}` : words;
    else exchange.answer += exchange.answer ? `${isWrapped(lines, index) ? " " : "\n"}${words}` : words;
  } else reportStray(draft, line, text);
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

function reportEmpty(draft: Draft): void {
  for (const [index, { line, section, read }] of draft.headings.entries()) {
    const next = draft.headings[index + 1];
    const isOver = next && (next.section === section || (section === "takeaways" && isTakeaways(next.section)));
    if (!isOver && (next?.read ?? amountRead(draft)) === read)
      note(draft, line, "info", "Nothing stands under this heading.");
  }
}
