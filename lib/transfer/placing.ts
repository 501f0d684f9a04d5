import { isLoneMarker, readBullet, withoutTrailingMarker } from "./bullets";
import { takeAnalysts } from "./covering";
import { takeDocument } from "./documents";
import { amountRead, type Draft, note, quoted, reportStray, tidyLine } from "./draft";
import { readLabelled, readSpoken, takeLabelled } from "./exchanges";
import { isTakeaways, type Section, sectionOf } from "./headings";
import { takeLateHead } from "./headline";
import { isBlank, type Line } from "./lines";
import { isNobody } from "./people";
import { isSeparator, readRow } from "./table";
import { takeTable } from "./tables";
import { continueTakeaway, splitTakeaway } from "./takeaways";

/** Takes what begins at a line, and returns how many lines that was. */
export function takeAt(draft: Draft, lines: Line[], index: number): number {
  const line = lines[index];
  if (!line || isBlank(line)) return 1;
  if (isLoneMarker(line.text)) draft.tidied.add(line.number);
  if (isLoneMarker(line.text) || isSeparator(line.text)) return 1;
  const bullet = readBullet(line.text);
  const section = headingAt(draft, lines, index);
  if (section) {
    openSection(draft, line, section);
    return 1;
  }
  if (!bullet && takeLateHead(draft, line)) return 1;
  if (!bullet && takeInlineHeading(draft, line)) return 1;
  const labelled = readLabelled(line.text) ?? readSpoken(draft, line.text) ?? readAsked(draft, lines, index);
  if (labelled) {
    takeLabelled(draft, line, labelled);
    return 1;
  }
  const isListed = bullet && (draft.section === "analysts" || draft.section === "documents");
  const taken = isListed ? 0 : takeTable(draft, lines, index);
  if (taken > 0) return taken;
  if (leadsToQuestion(lines, index)) draft.topic = titleOf(tidyLine(draft, line, bullet?.text));
  else if (bullet && draft.last === "exchange" && !isTakeaways(draft.section)) goOn(draft, lines, index);
  else if (bullet && !isUnder(draft, bullet.indent)) takeItem(draft, line, bullet.text, bullet.indent);
  else takePlain(draft, lines, index);
  return 1;
}

/** A heading stands alone, or as a list item that ends in a colon; above a question, only that of the exchanges is one. */
function headingAt(draft: Draft, lines: Line[], index: number): Section | null {
  const text = lines[index]?.text ?? "";
  const bullet = readBullet(text);
  if (bullet && (!/[:：][*_]*$/.test(bullet.text) || (draft.last === "exchange" && !isBlank(lines[index - 1])))) {
    return null;
  }
  const section = sectionOf(bullet?.text ?? titleRow(lines, index) ?? text);
  return section === "exchanges" || !leadsToQuestion(lines, index) ? section : null;
}

/** Whether a list item stands further in than the list that it would belong to: then it is part of the item above. */
function isUnder(draft: Draft, indent: number): boolean {
  return draft.last !== null && indent >= (draft.last === "takeaway" ? (draft.indent ?? 0) : 0) + 2;
}

function openSection(draft: Draft, line: Line, section: Section): void {
  draft.section = section;
  draft.last = null;
  draft.indent = null;
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
  if (section === "analysts") takeItem(draft, line, text, null);
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

function takeItem(draft: Draft, line: Line, raw: string, indent: number | null): void {
  const text = tidyLine(draft, line, raw);
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
    draft.indent = indent;
  }
}

/** A line without a marker: an entry of its own in some sections, else the last item goes on in it. */
function takePlain(draft: Draft, lines: Line[], index: number): void {
  const line = lines[index] as Line;
  const text = line.text.trim();
  const inList = isTakeaways(draft.section);
  const isIndented = /^\s{2}/.test(line.text);
  const isApart = isBlank(lines[index - 1]);
  if (isApart && closing.test(text)) {
    draft.section = null;
    draft.last = null;
    reportStray(draft, line, text);
  } else if (draft.section === "analysts" || draft.section === "documents") takeItem(draft, line, text, null);
  else if (draft.last === "takeaway" && !/^\s/.test(line.text) && !isApart && looksApart(lines, index)) {
    reportStray(draft, line, text);
  } else if (inList && !isIndented && (draft.last !== "takeaway" || isApart || opensTakeaway(draft, text))) {
    takeItem(draft, line, text, null);
  } else if (draft.last) goOn(draft, lines, index);
  else reportStray(draft, line, text);
}

/** Under a heading of one side, whose takeaways come without markers, a line with a title and a colon is the next one. */
function opensTakeaway({ section, indent }: Draft, text: string): boolean {
  if (indent !== null || (section !== "positives" && section !== "risks") || /^\p{Ll}/u.test(text)) return false;
  return /[:：]/.test(text) && splitTakeaway(text).body !== "";
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
  const text = tidyLine(draft, line).trim();
  const takeaway = draft.takeaways.at(-1);
  const exchange = draft.exchanges.at(-1)?.fields;
  if (draft.last === "takeaway" && takeaway) continueTakeaway(takeaway, text);
  else if (draft.last === "exchange" && exchange) {
    if (exchange.answer === null) exchange.question += exchange.question ? ` ${text}` : text;
    else exchange.answer += exchange.answer ? `${isWrapped(lines, index) ? " " : "\n"}${text}` : text;
  } else reportStray(draft, line, text);
}
