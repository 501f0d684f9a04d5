import { type Change, changes, formatChange } from "@/lib/guidance/change";
import { isPeriod } from "@/lib/notes/period";
import { type TrendTag, trendTags } from "@/lib/topics/model";
import { type Draft, note, quoted } from "./draft";
import { readField, splitEscaped, unescapeText } from "./escape";
import type { Line } from "./lines";
import type { ParsedItem } from "./parsed";

type RowReading = { draft: Draft; items: ParsedItem[] };

/** Cells between bars; one blank on either side of a bar is the bar's. */
export function cellsOf(text: string): string[] {
  return splitEscaped(text, "|").map((cell, index, all) => {
    const from = index > 0 ? cell.replace(/^ /, "") : cell;
    return index < all.length - 1 ? from.replace(/ $/, "") : from;
  });
}

type Cell = { text: string | null; citations: ParsedItem["citations"]; other: string[] };

export function cell(raw: string | undefined, field: string): Cell {
  const { text, citations, other } = readField(raw ?? "", field);
  return { text: text || null, citations, other };
}

export function takeGuidanceRow({ draft, items }: RowReading, line: Line): void {
  const names = ["metric", "period", "previous", "current", "changeText"] as const;
  const raw = cellsOf(line.text);
  const [metric, period, previous, current, changeText] = names.map((name, index) => cell(raw[index], name));
  if (raw.length !== 6) note(draft, line.number, "warning", "A guidance row has five cells and a bar at its end.");
  const word = changeText?.other.at(-1);
  const change: Change | null = changes.find((each) => formatChange(each) === word) ?? null;
  if (word && !change)
    note(
      draft,
      line.number,
      "warning",
      `${quoted(word)} is no change. Write one of ${changes.map(formatChange).join(", ")}.`,
    );
  items.push({
    kind: "guidance_row",
    fields: {
      metric: metric?.text ?? "",
      period: period?.text ?? null,
      previous: previous?.text ?? null,
      current: current?.text ?? null,
      change,
      changeText: changeText?.text ?? null,
    },
    citations: [metric, period, previous, current, changeText].flatMap((each) => each?.citations ?? []),
  });
}

const mentionMark = /(?<=^| )\[(\d{4}-Q[1-4])( absent)?\]/g;

export function takeTopicRow({ draft, items }: RowReading, line: Line): void {
  const raw = cellsOf(line.text);
  if (raw.length !== 5) note(draft, line.number, "warning", "A topic row has four cells and a bar at its end.");
  const [topic, current, trend] = [cell(raw[0], "topic"), cell(raw[2], "current"), cell(raw[3], "trend")];
  const earlier = raw[1] ?? "";
  const marks = [...earlier.matchAll(mentionMark)];
  const mentions = marks.map((match, index) => {
    const period = match[1] ?? "";
    const end = marks[index + 1]?.index ?? earlier.length + 1;
    const said = earlier.slice(match.index + match[0].length, end - 1).replace(/^ /, "");
    return {
      period: isPeriod(period) ? period : ("" as never),
      absent: Boolean(match[2]),
      ...readField(said, `mentions.${period}`),
    };
  });
  const tag: TrendTag | null = trendTags.find((each) => each === trend.other.at(-1)) ?? null;
  items.push({
    kind: "topic_row",
    fields: {
      topic: topic.text ?? "",
      mentions: mentions.map(({ period, text, absent }) => ({ period, text, absent })),
      current: current.text,
      trend: trend.text,
      trendTag: tag,
    },
    citations: [topic, current, trend, ...mentions].flatMap(({ citations }) => citations),
    previous: mentions.length > 0 ? null : unescapeText(earlier) || null,
  });
}
