import { hasFigures } from "@/lib/figures/find";
import { formatPeriodShort, type Period, shiftPeriod } from "@/lib/notes/period";

export const trendTags = ["recurring", "new", "emerging", "dropped"] as const;
export type TrendTag = (typeof trendTags)[number];

/** What an earlier quarter said of a topic; `absent` when the text says that it said nothing. */
export type Mention = { period: Period; text: string; absent: boolean };

/** Mentions of neighbouring quarters that share one text, as one run: `Q2 – Q4 24`. Mentions come in period order. */
export function groupMentions(mentions: readonly Mention[]): { periods: Period[]; text: string; absent: boolean }[] {
  const runs: { periods: Period[]; text: string; absent: boolean }[] = [];
  for (const mention of mentions) {
    const last = runs.at(-1);
    if (last && last.text === mention.text && last.absent === mention.absent) last.periods.push(mention.period);
    else runs.push({ periods: [mention.period], text: mention.text, absent: mention.absent });
  }
  return runs;
}

/** How firmly a quarter speaks of a topic: 0 not mentioned, 1 mentioned, 2 with figures. */
export type TopicLevel = 0 | 1 | 2;

const levelWords = ["not mentioned", "mentioned", "with figures"] as const;

/** `with figures`; null is a quarter of which the note says nothing. */
export function formatLevel(level: TopicLevel | null): string {
  return level === null ? "not stated" : levelWords[level];
}

type TopicFields = { mentions: readonly Mention[]; current: string | null; trendTag: TrendTag | null };

/** The level of one quarter of a topic row, `own` being the note's own period. */
export function topicLevel({ mentions, current, trendTag }: TopicFields, quarter: Period, own: Period): TopicLevel {
  const text =
    quarter === own
      ? trendTag === "dropped"
        ? null
        : current
      : mentions.find(({ period, absent }) => period === quarter && !absent)?.text;
  if (!text) return 0;
  return hasFigures(text) ? 2 : 1;
}

/** Quarters of a strip before the note's own. */
const stripBefore = [-3, -2, -1];

/** A topic's strip: the three quarters before the note's own, and its own. Null: the note says nothing of that quarter. */
export function stripOf(fields: TopicFields, own: Period): { period: Period; level: TopicLevel | null }[] {
  const isStated = (period: Period) =>
    period === own
      ? fields.current !== null || fields.trendTag === "dropped"
      : fields.mentions.some((mention) => mention.period === period);
  return [...stripBefore.map((quarters) => shiftPeriod(own, quarters)), own].map((period) => ({
    period,
    level: isStated(period) ? topicLevel(fields, period, own) : null,
  }));
}

/** Neighbouring quarters under one text; null where the note says nothing of them. */
export type Run = { periods: Period[]; text: string | null; absent: boolean };

/** What earlier quarters said, in runs: each quarter of the strip is in `recent`, and those before it are `older`. */
export function earlierRuns(mentions: readonly Mention[], own: Period): { older: Run[]; recent: Run[] } {
  const strip = stripBefore.map((quarters) => shiftPeriod(own, quarters));
  const silent = strip.filter((period) => mentions.every((mention) => mention.period !== period));
  const runs: Run[] = groupMentions(mentions);
  for (const period of silent) {
    const before = runs.find(({ text, periods }) => text === null && periods.at(-1) === shiftPeriod(period, -1));
    if (before) before.periods.push(period);
    else runs.push({ periods: [period], text: null, absent: false });
  }
  runs.sort((a, b) => ((a.periods[0] ?? "") < (b.periods[0] ?? "") ? -1 : 1));
  const isOlder = ({ periods }: Run) => periods.every((period) => !strip.includes(period));
  return { older: runs.filter(isOlder), recent: runs.filter((run) => !isOlder(run)) };
}

/** The quarters that have a field of their own: those of the strip, and older ones that are given, each once and in order. */
export function earlierPeriods(given: readonly Period[], own: Period): { older: Period[]; recent: Period[] } {
  const recent = stripBefore.map((quarters) => shiftPeriod(own, quarters));
  return { older: [...new Set(given)].filter((period) => !recent.includes(period)).sort(), recent };
}

const freeMax = 12;

/** Quarters before the last of those that are taken, newest first, that are not taken themselves. */
export function freePeriods(taken: readonly Period[]): Period[] {
  const last = [...taken].sort().at(-1);
  if (!last) return [];
  const before = Array.from({ length: freeMax + taken.length }, (_, quarters) => shiftPeriod(last, -quarters));
  return before.filter((period) => !taken.includes(period)).slice(0, freeMax);
}

/** `Q2 – Q4 24` when the quarters follow each other, else each by itself. */
export function formatPeriods(periods: readonly Period[]): string {
  const [first, ...rest] = periods;
  const last = rest.at(-1);
  if (!first || !last) return periods.map(formatPeriodShort).join("");
  const isUnbroken = rest.every((period, index) => period === shiftPeriod(periods[index] ?? period, 1));
  if (!isUnbroken) return periods.map(formatPeriodShort).join(", ");
  const [start, end] = [formatPeriodShort(first), formatPeriodShort(last)];
  return start.slice(3) === end.slice(3) ? `${start.slice(0, 2)} – ${end}` : `${start} – ${end}`;
}
