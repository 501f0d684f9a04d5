import type { Citation } from "@/lib/notes/content";
import { formatPeriod, type Period } from "@/lib/notes/period";
import type { Mention } from "@/lib/topics/model";
import { type Columns, mentionField } from "./columns";
import { type Draft, note, quoted, refuseLong, takeAllMarks } from "./draft";
import { takeMarks } from "./marks";
import { isSilence } from "./mention-words";
import { placesIn, splitMentions } from "./mentions";
import type { Cells } from "./table";
import { trendTagOf } from "./trend-rule";

type Earlier = { previous: string; mentions: Mention[]; citations: Citation[] };

/** Takes a row of the topics; the earlier quarters stand in one cell, or in a column each, or in both. */
export function takeTopicRow(draft: Draft, line: number, cell: Cells, { fields: names }: Columns): void {
  const { fields, citations } = takeAllMarks({ topic: cell("topic"), current: cell("current"), trend: cell("trend") });
  const earlier = readPrevious(draft, line, cell("previous") ?? "");
  const quarters = names.flatMap((name) => (name?.startsWith("mentions.") ? [name.slice(9) as Period] : [])).sort();
  for (const quarter of quarters) addQuarter(earlier, quarter, cell(mentionField(quarter)) ?? "", quarters.length > 1);
  const { previous } = earlier;
  const mentions = earlier.mentions.toSorted((a, b) => (a.period < b.period ? -1 : 1));
  refuseLong(draft, line, { ...fields, previous });
  if (fields.topic === null) note(draft, line, "warning", "This row names no topic. Name one in its first cell.");
  draft.rows.push({
    kind: "topic_row",
    fields: {
      ...fields,
      topic: fields.topic ?? "",
      mentions,
      trendTag: trendTagOf(fields.trend, fields.current, mentions),
    },
    citations: [...citations, ...earlier.citations],
    previous: previous || null,
  });
}

/** The mentions of a cell that holds them in one piece. */
function readPrevious(draft: Draft, line: number, raw: string): Earlier {
  const { text: previous, citations: marks } = takeMarks(raw, "previous");
  const { mentions, bareQuarters, spans, leftOut } = splitMentions(previous, draft.period);
  reportBare(draft, line, bareQuarters, mentions);
  for (const words of leftOut) {
    note(draft, line, "info", `This speaks of no earlier quarter, thus it is in no mention: ${quoted(words)}.`);
  }
  const places = placesIn(spans);
  const citations: Citation[] = [];
  const lost: string[] = [];
  for (const { offset, label } of marks) {
    const found = places(offset).map((at) => ({ field: mentionField(at.period), offset: at.offset, label }));
    citations.push(...found);
    if (found.length === 0) lost.push(label);
  }
  if (lost.length > 0) {
    note(
      draft,
      line,
      "warning",
      `Document ${lost.join(", ")} is cited for earlier quarters, and no one of them is named there.`,
    );
  }
  return { previous, mentions: [...mentions], citations };
}

/** Adds the cell of a column that is named by a quarter; its words follow those on the same quarter from elsewhere. */
function addQuarter(earlier: Earlier, period: Period, raw: string, isOneOfSeveral: boolean): void {
  const field = mentionField(period);
  const { text, citations } = takeMarks(raw, field);
  if (text === "") return;
  const words = isOneOfSeveral || earlier.previous !== "" ? `${formatPeriod(period)}: ${text}` : text;
  earlier.previous += earlier.previous ? `; ${words}` : words;
  const before = earlier.mentions.find((mention) => mention.period === period);
  const start = before ? before.text.length + 2 : 0;
  earlier.citations.push(...citations.map((citation) => ({ ...citation, offset: citation.offset + start })));
  earlier.mentions = earlier.mentions.filter((mention) => mention !== before);
  earlier.mentions.push({
    period,
    text: before ? `${before.text}; ${text}` : text,
    absent: isSilence(text) && (before?.absent ?? true),
  });
}

function reportBare(draft: Draft, line: number, quarters: number[], mentions: { period: string }[]): void {
  if (quarters.length === 0) return;
  const readings = quarters.map((quarter) => {
    const found = mentions.find(({ period }) => period.endsWith(`Q${quarter}`));
    return found ? `Q${quarter} as Q${quarter} ${found.period.slice(0, 4)}` : `Q${quarter} as no quarter`;
  });
  note(draft, line, "info", `Quarters without a year are read as the latest before the note: ${readings.join(", ")}.`);
}
