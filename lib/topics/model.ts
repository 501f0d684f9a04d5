import { hasFigures } from "@/lib/figures/find";
import type { Period } from "@/lib/notes/period";

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
