import { type ItemOf, itemsOf, type NoteContent } from "@/lib/notes/content";

type Unsaid = Record<"unnamed" | "unchanged", ItemOf<"guidance_row">[]>;

/** The guidance rows that do not say what they are about, and those that do not say what became of it. */
export function unsaidIn(content: NoteContent): Unsaid {
  const rows = itemsOf(content, "guidance_row");
  return {
    unnamed: rows.filter(({ fields }) => fields.metric.trim() === ""),
    unchanged: rows.filter(({ fields }) => fields.change === null),
  };
}
