import type { Item, ItemKind } from "./content";

type Fields<K extends ItemKind> = Extract<Item, { kind: K }>["fields"];
type Assessment = Extract<Item, { kind: "takeaway" }>["assessment"];

/** An item of a revision as the tables have it: of the tables of fields, only its kind's is not null. */
export type ItemRow = {
  id: string;
  kind: ItemKind;
  headline: Fields<"headline"> | null;
  takeaway: Fields<"takeaway"> | null;
  assessment: Assessment;
  guidanceRow: Fields<"guidance_row"> | null;
  topicRow: Omit<Fields<"topic_row">, "mentions"> | null;
  exchange: Fields<"exchange"> | null;
  coveringAnalyst: Fields<"covering_analyst"> | null;
};

type Rest = { citations: Item["citations"]; mentions: Fields<"topic_row">["mentions"] };

/** The item as part of a content. Throws when the row of its fields is missing, which no constraint can hold. */
export function itemOfRow(row: ItemRow, { citations, mentions }: Rest): Item {
  const item = { id: row.id, citations };
  if (row.headline) return { ...item, kind: "headline", fields: row.headline };
  if (row.takeaway) return { ...item, kind: "takeaway", fields: row.takeaway, assessment: row.assessment };
  if (row.guidanceRow) return { ...item, kind: "guidance_row", fields: row.guidanceRow };
  if (row.topicRow) return { ...item, kind: "topic_row", fields: { ...row.topicRow, mentions } };
  if (row.exchange) return { ...item, kind: "exchange", fields: row.exchange };
  if (row.coveringAnalyst) return { ...item, kind: "covering_analyst", fields: row.coveringAnalyst };
  throw new Error(`Item ${row.id} is a ${row.kind} without its fields.`);
}
