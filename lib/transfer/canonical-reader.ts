import { type Outcome, outcomes } from "@/lib/exchanges/outcome";
import { assessmentSchema } from "@/lib/notes/content";
import { titleLengthMax } from "@/lib/notes/text";
import { type SourceEntry, sourceKinds } from "@/lib/sources/model";
import { formatLine, guidanceHead, rule, topicsHead } from "./canonical";
import { cell, cellsOf, takeGuidanceRow, takeTopicRow } from "./canonical-rows";
import { addDocument, finishDocuments } from "./documents";
import { type Draft, newDraft, note, quoted, refuseLong, refuseLongHeadline, refuseMany } from "./draft";
import { readField, splitEscaped, unescapeText } from "./escape";
import { applyOptions, readHead, requireHead } from "./headline";
import { type Line, unstorable } from "./lines";
import type { ParsedItem, ParsedNote, ReadingOptions } from "./parsed";
import { reportUntitled } from "./takeaways";

const headings = [
  "Documents:",
  "Positives:",
  "Risks:",
  "Guidance:",
  "Topics:",
  "Questions and answers:",
  "Covering analysts:",
];

/** Whether a text says that it is in our own form. */
export function isCanonical(lines: Line[]): boolean {
  return lines.find(({ text }) => text.trim() !== "")?.text.trimEnd() === formatLine;
}

type Reading = { draft: Draft; items: ParsedItem[]; lines: number[]; section: string; topic: string | null };

/** Reads our own form by its marks alone: nothing is guessed, and what does not fit is a problem. */
export function readCanonical(lines: Line[], options: ReadingOptions): ParsedNote {
  const reading: Reading = { draft: newDraft(), items: [], lines: [], section: "", topic: null };
  const { draft, items } = reading;
  for (const line of lines) {
    if (line.text === "") reading.topic = null;
    else if (reading.section !== "" || line.text.trimEnd() !== formatLine) takeLine(reading, line);
    while (reading.lines.length < items.length) reading.lines.push(line.number);
  }
  keepLimits(reading);
  applyOptions(draft, options);
  requireHead(draft);
  const cited = items.flatMap(({ citations }) => citations.map(({ label }) => label));
  return {
    ticker: draft.ticker,
    period: draft.period,
    items,
    sources: finishDocuments(draft, cited),
    problems: [...draft.problems, ...unstorable(lines)].sort((a, b) => a.line - b.line),
    question: null,
    isExact: true,
  };
}

/** A title that is too long goes into its body with all of its words; what is too long otherwise is an error. */
function keepLimits({ draft, items, lines }: Reading): void {
  for (const [index, item] of items.entries()) {
    const line = lines[index] ?? 1;
    if (item.kind === "headline") refuseLongHeadline(draft, line, item.fields.text);
    if (item.kind === "takeaway" && item.fields.title.length > titleLengthMax) {
      const { title, body } = item.fields;
      const start = title.length + 2;
      item.citations = item.citations.map(({ field, offset, label }) => {
        return { field: "body", offset: field === "body" ? start + offset : offset, label };
      });
      item.fields = { ...item.fields, title: "", body: body ? `${title}: ${body}` : title };
      reportUntitled(draft, line);
    }
    const mentions = item.kind === "topic_row" ? item.fields.mentions : [];
    refuseLong(draft, line, {
      ...item.fields,
      ...Object.fromEntries(mentions.map(({ period, text }) => [period, text])),
    });
  }
  refuseMany(draft, items.length);
}

function takeLine(reading: Reading, line: Line): void {
  const { draft, section } = reading;
  const { text } = line;
  if (headings.includes(text)) reading.section = text;
  else if (section === "") takeHead(reading, line);
  else if (section === "Documents:" && text.startsWith("- doc ")) takeSource(draft, line);
  else if ((section === "Positives:" || section === "Risks:") && text.startsWith("- "))
    takeTakeaway(reading, text.slice(2));
  else if ((section === "Positives:" || section === "Risks:") && text.startsWith("  Assessment: ")) {
    takeAssessment(reading, line);
  } else if (isTableTop(section, text)) return;
  else if (section === "Guidance:") takeGuidanceRow(reading, line);
  else if (section === "Topics:") takeTopicRow(reading, line);
  else if (section === "Questions and answers:") takeExchangeLine(reading, text);
  else if (section === "Covering analysts:" && text.startsWith("- ")) takeAnalyst(reading, text.slice(2));
  else {
    note(draft, line.number, "warning", `This line has no place in the form: ${quoted(text)}.`);
  }
}

function isTableTop(section: string, text: string): boolean {
  if (section === "Guidance:") return text === guidanceHead || text === rule(5);
  return section === "Topics:" && (text === topicsHead || text === rule(4));
}

function takeHead({ draft, items }: Reading, line: Line): void {
  const [, title = "", headline] = /^([^:]+)(?:: ?(.*))?$/su.exec(line.text) ?? [];
  const head = readHead(title);
  if (!head) {
    note(
      draft,
      line.number,
      "error",
      `This line should name ticker and quarter, such as KC Q1 2025: …, not ${quoted(line.text)}.`,
    );
    return;
  }
  draft.ticker = head.ticker;
  draft.period = head.period;
  if (headline === undefined) return;
  const { text, citations } = readField(headline, "text");
  items.push({ kind: "headline", fields: { text }, citations });
}

function takeSource(draft: Draft, line: Line): void {
  const [label = "", ...rest] = splitEscaped(line.text.slice("- doc ".length), ":");
  const cells = cellsOf(rest.join(":").replace(/^ /, ""));
  const [title = "", kind = "", date = "", address = ""] = cells.map(unescapeText);
  const known = sourceKinds.find((word) => word === kind) ?? null;
  if (kind && !known) note(draft, line.number, "warning", `${quoted(kind)} is none of ${sourceKinds.join(", ")}.`);
  const entry: SourceEntry = {
    label: unescapeText(label),
    title: title || null,
    kind: known,
    date: null,
    address: null,
  };
  if (/^\d{4}-\d{2}-\d{2}$/.test(date)) entry.date = date;
  else if (date) note(draft, line.number, "warning", `Write the date as 2025-05-28, not ${quoted(date)}.`);
  if (/^https?:\/\//.test(address)) entry.address = address;
  else if (address) note(draft, line.number, "warning", `An address begins with https://, not ${quoted(address)}.`);
  addDocument(draft, line, entry);
}

function takeTakeaway({ items, section }: Reading, text: string): void {
  const [title = "", ...rest] = splitEscaped(text, ":");
  const heading = readField(title, "title");
  const body = readField(rest.join(":").replace(/^ /, ""), "body");
  items.push({
    kind: "takeaway",
    fields: { kind: section === "Risks:" ? "risk" : "positive", title: heading.text, body: body.text },
    assessment: null,
    citations: [...heading.citations, ...body.citations],
  });
}

function takeAssessment({ draft, items }: Reading, line: Line): void {
  const [severity, likelihood, horizon, status, commentary] = cellsOf(line.text.slice("  Assessment: ".length));
  const said = cell(commentary, "commentary");
  const words = { severity, likelihood, horizon, status, commentary: said.text };
  const parsed = assessmentSchema.safeParse(words);
  const last = items.at(-1);
  if (last?.kind === "takeaway" && parsed.success) {
    last.assessment = parsed.data;
    last.citations.push(...said.citations);
  } else
    note(
      draft,
      line.number,
      "warning",
      "An assessment reads: low | possible | 0-12 | open | commentary, under its risk.",
    );
}

function takeExchangeLine(reading: Reading, text: string): void {
  const [, label = "", rest = ""] = /^(Q|A|Asked by|Answered by|Outcome): (.*)$/su.exec(text) ?? [];
  const last = reading.items.at(-1);
  const open = last?.kind === "exchange" ? last : null;
  if (label === "Q") {
    const topic = reading.topic === null ? null : readField(reading.topic, "topic");
    const question = readField(rest, "question");
    reading.items.push({
      kind: "exchange",
      fields: {
        topic: topic?.text || null,
        question: question.text,
        answer: null,
        askedBy: null,
        askedByFirm: null,
        speakers: [],
        outcome: null,
      },
      citations: [...(topic?.citations ?? []), ...question.citations],
    });
    reading.topic = null;
  } else if (label === "A" && open) {
    const answer = readField(rest, "answer");
    open.fields.answer = answer.text || null;
    open.citations.push(...answer.citations);
  } else if (label === "Asked by" && open) {
    const [name = "", firm = ""] = cellsOf(rest).map(unescapeText);
    open.fields.askedBy = name || null;
    open.fields.askedByFirm = firm || null;
  } else if (label === "Answered by" && open) open.fields.speakers = cellsOf(rest).map(unescapeText);
  else if (label === "Outcome" && open)
    open.fields.outcome = outcomes.find((each): each is Outcome => each === rest) ?? null;
  else reading.topic = text;
}

function takeAnalyst({ items }: Reading, text: string): void {
  const [name, firm] = cellsOf(text);
  const [person, house] = [readField(name ?? "", "name"), cell(firm, "firm")];
  items.push({
    kind: "covering_analyst",
    fields: { name: person.text, firm: house.text },
    citations: [...person.citations, ...house.citations],
  });
}
