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
