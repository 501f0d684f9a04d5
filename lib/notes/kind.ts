import type { ItemKind } from "./content";

const kinds: Record<ItemKind, string> = {
  headline: "headline",
  takeaway: "takeaway",
  guidance_row: "guidance row",
  topic_row: "topic",
  exchange: "question",
  covering_analyst: "covering analyst",
};

/** `guidance row` */
export function formatKind(kind: ItemKind): string {
  return kinds[kind];
}
