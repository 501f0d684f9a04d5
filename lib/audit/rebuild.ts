import type { NoteContent } from "@/lib/notes/content";
import { applySteps } from "@/lib/notes/step";
import type { AuditEvent } from "./events";

/** What every revision said, rebuilt from the events alone, in their order. By revision id. */
export function rebuildContents(events: Iterable<AuditEvent>): Map<string, NoteContent> {
  const contents = new Map<string, NoteContent>();
  for (const event of events) {
    if (event.after && "content" in event.after) contents.set(event.subject, event.after.content);
    if (event.action === "revision.edited") {
      const content = contents.get(event.subject);
      if (!content) throw new Error(`An edit of revision ${event.subject}, of which no event tells.`);
      contents.set(event.subject, applySteps(content, event.after.steps, event.after.sources));
    }
  }
  return contents;
}
