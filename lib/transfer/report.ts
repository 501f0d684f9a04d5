import type { ParsedItem, ParsedNote } from "./parsed";

/** A reading as `note:import --dry-run --json` prints it, key by key. */
export function readingReport(note: ParsedNote) {
  const { ticker, period, items, problems } = note;
  const of = <K extends ParsedItem["kind"]>(kind: K) =>
    items.filter((item): item is Extract<ParsedItem, { kind: K }> => item.kind === kind);
  return {
    ticker,
    period,
    headline: of("headline")[0]?.fields.text ?? null,
    takeaways: of("takeaway").map((item) => ({ ...item.fields, citations: labels(item) })),
    guidance: of("guidance_row").map((item) => {
      const { metric, period, previous, current, changeText, change } = item.fields;
      return { metric, period, previous, current, changeText, change, citations: labels(item) };
    }),
    topics: of("topic_row").map((item) => {
      const { topic, mentions, current, trend } = item.fields;
      return { topic, previous: item.previous, mentions, current, trend, citations: labels(item) };
    }),
    exchanges: of("exchange").map((item) => {
      const { topic, question, answer, speakers } = item.fields;
      return { topic, question, answer, speakers, citations: labels(item) };
    }),
    analysts: of("covering_analyst").map(({ fields: { name, firm } }) => ({ name, firm })),
    problems: problems.map(({ line, severity, message }) => ({ line, severity, message })),
  };
}

function labels(item: ParsedItem): string[] {
  return [...new Set(item.citations.map(({ label }) => label))];
}
