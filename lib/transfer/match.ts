import canonicalize from "canonicalize";
import type { Item } from "@/lib/notes/content";
import { fold } from "./lines";
import type { ParsedItem } from "./parsed";

/** Which items of a text are which of a note: each at most once, whatever their order. */
export type Match = {
  /** by place in the text: the item of the note, or null for one that the note does not have */
  known: (Item | null)[];
  /** items of the note that the text does not have, in their order */
  missing: Item[];
};

/** Half of all words in common still joins strangers. */
const likenessMin = 0.6;

/** First what is the same to the letter, then what bears the same name, then what says nearly the same. */
export function matchItems(existing: readonly Item[], parsed: readonly ParsedItem[]): Match {
  const olds = existing.map((item) => ({ ...profileOf(item), item }));
  const news = parsed.map(profileOf);
  const known: (Old | null)[] = parsed.map(() => null);
  const taken = new Set<Old>();
  for (const likeness of [sameFields, sameName, alike]) {
    const pairs = news.flatMap((text, at) =>
      known[at]
        ? []
        : olds.flatMap((old) => {
            const score = taken.has(old) || old.kind !== text.kind ? 0 : likeness(old, text);
            return score > 0 ? [{ at, old, text, score }] : [];
          }),
    );
    // Between equals the words decide, not the place: then another order matches the same items.
    pairs.sort(
      (a, b) =>
        b.score - a.score ||
        compare(a.old.fields, b.old.fields) ||
        compare(a.text.fields, b.text.fields) ||
        compare(a.old.item.id, b.old.item.id),
    );
    for (const { at, old } of pairs) {
      if (known[at] || taken.has(old)) continue;
      known[at] = old;
      taken.add(old);
    }
  }
  const missing = olds.filter((old) => !taken.has(old)).map(({ item }) => item);
  return { known: untangled(known, olds), missing };
}

type Old = Profile & { item: Item };

/** Where several of the matched items say the very same, they stand for each other: they are given out in their order. */
function untangled(known: (Old | null)[], olds: Old[]): (Item | null)[] {
  const twins = new Map<string, Item[]>();
  const matched = new Set(known);
  for (const old of olds) {
    const own = `${old.kind} ${old.fields}`;
    if (matched.has(old)) twins.set(own, [...(twins.get(own) ?? []), old.item]);
  }
  return known.map((old) => (old && twins.get(`${old.kind} ${old.fields}`)?.shift()) ?? null);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

type Profile = {
  kind: Item["kind"];
  fields: string;
  /** what the item is known by; empty when it has no name */
  name: string;
  words: Set<string>;
  guidance: { metric: Set<string>; period: string } | null;
};

function profileOf(item: Item | ParsedItem): Profile {
  const own = { kind: item.kind, fields: canonicalize(item.fields) ?? "", guidance: null };
  switch (item.kind) {
    case "headline":
      return { ...own, name: "headline", words: wordsOf(item.fields.text) };
    case "takeaway": {
      const { kind, title, body } = item.fields;
      return { ...own, name: fold(title || body), words: wordsOf(title, body, kind) };
    }
    case "guidance_row": {
      const { metric, previous, current } = item.fields;
      const period = periodOf(item.fields.period);
      const name = metric.trim() ? `${fold(metric)}\n${period}` : "";
      return {
        ...own,
        name,
        words: wordsOf(metric, previous, current),
        guidance: { metric: wordsOf(metric), period },
      };
    }
    case "topic_row": {
      const { topic, current, trend } = item.fields;
      return { ...own, name: fold(topic), words: wordsOf(topic, current, trend) };
    }
    case "exchange": {
      const { topic, question, answer } = item.fields;
      return { ...own, name: fold(question), words: wordsOf(topic, question, answer) };
    }
    case "covering_analyst":
      return { ...own, name: fold(item.fields.name), words: wordsOf(item.fields.name) };
  }
}

/** The period of a guidance row as compared: empty when the row leaves it open. */
function periodOf(period: string | null): string {
  const words = fold(period ?? "");
  return /^(not (specified|stated)|unspecified|n\/?a|none|-+)$/.test(words) ? "" : words;
}

/** The words of texts; each sign of a script that sets no blanks is one. */
function wordsOf(...texts: (string | null)[]): Set<string> {
  const words = fold(texts.filter(Boolean).join(" "));
  return new Set(words.match(/\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu) ?? []);
}

function sameFields(a: Profile, b: Profile): number {
  return a.fields === b.fields ? 1 : 0;
}

/** The likest come first where several bear one name. */
function sameName(a: Profile, b: Profile): number {
  return a.name !== "" && a.name === b.name ? 1 + overlap(a.words, b.words) : 0;
}

/** How much two items say the same; 0 where they may be strangers. */
function alike(a: Profile, b: Profile): number {
  const score = overlap(a.words, b.words);
  if (!a.guidance || !b.guidance) return score >= likenessMin ? score : 0;
  // Rows that say “no guidance” are alike, and metrics that differ in one word are two: a name may only grow or shrink.
  const [x, y] = [a.guidance, b.guidance];
  if (x.period && y.period && x.period !== y.period) return 0;
  const common = commonOf(x.metric, y.metric);
  if (common < Math.min(x.metric.size, y.metric.size)) return 0;
  const isSameMetric = common > 0 && x.metric.size === y.metric.size;
  return isSameMetric || score >= likenessMin ? Math.max(score, likenessMin) : 0;
}

/** Twice the common words over all of both: from 0 to 1. */
function overlap(a: Set<string>, b: Set<string>): number {
  return a.size + b.size === 0 ? 0 : (2 * commonOf(a, b)) / (a.size + b.size);
}

function commonOf(a: Set<string>, b: Set<string>): number {
  let common = 0;
  for (const word of a) if (b.has(word)) common += 1;
  return common;
}
