import canonicalize from "canonicalize";
import { z } from "zod";
import { outcomes } from "@/lib/exchanges/outcome";
import { changes } from "@/lib/guidance/change";
import { horizons, likelihoods, riskStatuses, severities } from "@/lib/risks/assessment";
import { compareLabels, sourceKinds } from "@/lib/sources/model";
import { trendTags } from "@/lib/topics/model";
import { periodSchema } from "./period";
import { isStorable, labelText, optionalText, text, titleText } from "./text";

/** As PostgreSQL writes it, so that one item has one id. */
export const uuid = z.uuid().toLowerCase();

export const assessmentSchema = z.strictObject({
  severity: z.enum(severities),
  likelihood: z.enum(likelihoods),
  horizon: z.enum(horizons),
  status: z.enum(riskStatuses),
  commentary: optionalText,
});

export const citation = z.strictObject({
  /** name of the text field of the item that the mark stands in; for a mention `mentions.2024-Q3` */
  field: z.string(),
  /** UTF-16 code units from the field's start; the mark stands before that unit */
  offset: z.int().min(0),
  /** label of the document, an entry of `sources` */
  label: labelText,
});

const citations = z.array(citation);

/** The fields of each kind of item. */
export const fieldSchemas = {
  headline: z.strictObject({ text: titleText }),
  takeaway: z.strictObject({ kind: z.enum(["positive", "risk"]), title: titleText, body: text }),
  guidance_row: z.strictObject({
    metric: text,
    period: optionalText,
    previous: optionalText,
    current: optionalText,
    change: z.enum(changes).nullable(),
    /** the source's own words for the change */
    changeText: optionalText,
  }),
  topic_row: z.strictObject({
    topic: text,
    /** in period order, at most one for a period */
    mentions: z
      .array(z.strictObject({ period: periodSchema, text, absent: z.boolean() }))
      .refine((all) => all.every(({ period }, index) => index === 0 || (all[index - 1]?.period ?? "") < period), {
        error: "A topic has one mention for a quarter, in the order of the quarters.",
      }),
    current: optionalText,
    trend: optionalText,
    trendTag: z.enum(trendTags).nullable(),
  }),
  exchange: z.strictObject({
    topic: optionalText,
    question: text,
    answer: optionalText,
    askedBy: optionalText,
    askedByFirm: optionalText,
    /** who answered */
    speakers: z.array(text),
    outcome: z.enum(outcomes).nullable(),
  }),
  covering_analyst: z.strictObject({ name: text, firm: optionalText }),
};

const itemOfKind = <K extends keyof typeof fieldSchemas>(kind: K) =>
  z.strictObject({ id: uuid, citations, kind: z.literal(kind), fields: fieldSchemas[kind] });

export const itemSchema = z.discriminatedUnion("kind", [
  itemOfKind("headline"),
  itemOfKind("takeaway").extend({ assessment: assessmentSchema.nullable() }),
  itemOfKind("guidance_row"),
  itemOfKind("topic_row"),
  itemOfKind("exchange"),
  itemOfKind("covering_analyst"),
]);

/** How many items a note may have. */
export const itemsMax = 500;

export const sourceSchema = z.strictObject({
  label: labelText,
  title: optionalText,
  kind: z.enum(sourceKinds).nullable(),
  date: z.iso
    .date()
    .refine((day) => day >= "1000", { error: "Write the year of a document in four digits." })
    .nullable(),
  address: z
    .url({ protocol: /^https?$/ })
    .refine(isStorable, { error: "This address has a character that cannot be kept. Remove it." })
    .nullable(),
});

export const contentSchema = z.strictObject({
  company: text,
  ticker: z.string(),
  period: periodSchema,
  items: z.array(itemSchema),
  /** the documents that citations name, in the order of their labels */
  sources: z.array(sourceSchema),
});

/** A note as one value: what is hashed, approved, compared, published and exported. Order is list position. */
export type NoteContent = z.infer<typeof contentSchema>;
export type Item = z.infer<typeof itemSchema>;
export type ItemKind = Item["kind"];
export type ItemOf<K extends ItemKind> = Extract<Item, { kind: K }>;
export type Citation = z.infer<typeof citation>;

/** Version of the shape of `NoteContent` that is stored beside each canonical text. */
export const contentFormat = 1;

/** The one way to write a content down (RFC 8785): its SHA-256 is what an approval holds for. */
export function canonicalText(content: NoteContent): string {
  const written = canonicalize(content);
  if (written === undefined) throw new Error("A note's content cannot be written as JSON.");
  return written;
}

/** Reads a stored canonical text; throws when it is not one of ours. */
export function parseContent(written: string): NoteContent {
  return contentSchema.parse(JSON.parse(written));
}

/** The items of one kind, in order. */
export function itemsOf<K extends ItemKind>(content: Pick<NoteContent, "items">, kind: K): ItemOf<K>[] {
  return content.items.filter((item): item is ItemOf<K> => item.kind === kind);
}

/** The headline's text, empty when the note has none yet. */
export function headlineOf(content: Pick<NoteContent, "items">): string {
  return itemsOf(content, "headline")[0]?.fields.text ?? "";
}

/** The order of an item's citations in a content: by field, place and label, the same on every machine. */
export function compareCitations(a: Citation, b: Citation): number {
  if (a.field !== b.field) return a.field < b.field ? -1 : 1;
  return a.offset - b.offset || compareLabels(a.label, b.label);
}

/** Whether two items have the same citations in the same order. */
export function sameCitations(a: readonly Citation[], b: readonly Citation[]): boolean {
  const isSame = (citation: Citation, other: Citation | undefined) => other && compareCitations(citation, other) === 0;
  return a.length === b.length && a.every((citation, at) => isSame(citation, b[at]));
}

/** An item's citations as a content has them: each once, in their order. */
export function tidyCitations(citations: readonly Citation[]): Citation[] {
  const sorted = citations.toSorted(compareCitations);
  return sorted.filter((citation, at) => {
    const previous = sorted[at - 1];
    return !previous || compareCitations(previous, citation) !== 0;
  });
}
