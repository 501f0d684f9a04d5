import type { NoteContent } from "@/lib/notes/content";
import type { AuditEvent } from "./events";

/** What every revision said, rebuilt from the events alone, in their order. By revision id. */
export function rebuildContents(events: Iterable<AuditEvent>): Map<string, NoteContent> {
  const contents = new Map<string, NoteContent>();
  for (const event of events) {
    if (event.action === "note.imported" || event.action === "revision.created") {
      contents.set(event.subject, event.after.content);
    }
    if (event.action === "guidance_row.edited" || event.action === "risk.assessed") {
      const content = contents.get(event.subject);
      if (!content) throw new Error(`An edit of revision ${event.subject}, of which no event tells.`);
      contents.set(event.subject, applyEdit(content, event));
    }
  }
  return contents;
}

type Edit = Extract<AuditEvent, { action: "guidance_row.edited" | "risk.assessed" }>;

function applyEdit(content: NoteContent, event: Edit): NoteContent {
  const items = content.items.map((item) => {
    if (item.id !== event.after.itemId) return item;
    if (event.action === "risk.assessed" && item.kind === "takeaway") {
      return { ...item, assessment: event.after.assessment };
    }
    if (event.action === "guidance_row.edited" && item.kind === "guidance_row") {
      return { ...item, fields: { ...item.fields, ...event.after.fields } };
    }
    throw new Error(`${event.action} of an item that is a ${item.kind}.`);
  });
  return { ...content, items };
}
