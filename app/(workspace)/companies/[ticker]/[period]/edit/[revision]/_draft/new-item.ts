import type { Item, ItemOf } from "@/lib/notes/content";
import type { SectionName } from "@/lib/notes/edit";
import { newId } from "@/lib/notes/new-id";

/** An empty item for a section: nothing in it is said until somebody writes it. */
export function newItem(section: SectionName): Item {
  const own = { id: newId(), citations: [] };
  switch (section) {
    case "headline":
      return { ...own, kind: "headline", fields: { text: "" } };
    case "positive":
    case "risk":
      return { ...own, kind: "takeaway", fields: { kind: section, title: "", body: "" }, assessment: null };
    case "guidance_row":
      return newGuidanceRow();
    case "topic_row":
      return {
        ...own,
        kind: "topic_row",
        fields: { topic: "", mentions: [], current: null, trend: null, trendTag: null },
      };
    case "exchange": {
      const unsaid = { topic: null, answer: null, askedBy: null, askedByFirm: null, outcome: null };
      return { ...own, kind: "exchange", fields: { ...unsaid, question: "", speakers: [] } };
    }
    case "covering_analyst":
      return { ...own, kind: "covering_analyst", fields: { name: "", firm: null } };
  }
}

export function newGuidanceRow(): ItemOf<"guidance_row"> {
  const unsaid = { period: null, previous: null, current: null, change: null, changeText: null };
  return { id: newId(), citations: [], kind: "guidance_row", fields: { metric: "", ...unsaid } };
}
