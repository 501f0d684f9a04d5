import type { NoteContent } from "@/lib/notes/content";
import { applySteps } from "@/lib/notes/step";
import type { AuditEvent } from "./events";

/** What every revision said, by its id, and which are published or discarded and say it for good. */
export type Rebuilt = { contents: Map<string, NoteContent>; closed: Set<string> };

export function nothingRebuilt(): Rebuilt {
  return { contents: new Map(), closed: new Set() };
}

/** What every revision said, rebuilt from the events alone, in their order. By revision id. */
export function rebuildContents(events: Iterable<AuditEvent>): Map<string, NoteContent> {
  const rebuilt = nothingRebuilt();
  for (const event of events) rebuildOn(rebuilt, event);
  return rebuilt.contents;
}

/** Brings what every revision said before an event to what it said after it. */
export function rebuildOn({ contents, closed }: Rebuilt, event: AuditEvent): void {
  // Imported, created, restored, merged, cut: the event has all that the revision says then.
  if (event.after && "content" in event.after) contents.set(event.subject, event.after.content);
  switch (event.action) {
    case "revision.edited": {
      const content = contents.get(event.subject);
      if (!content) throw new Error(`An edit of revision ${event.subject}, of which no event tells.`);
      contents.set(event.subject, applySteps(content, event.after.steps, event.after.sources));
      break;
    }
    case "revision.published":
    case "revision.discarded":
      closed.add(event.subject);
      break;
    case "revision.cut":
      if (event.after.number !== null) closed.add(event.subject);
      break;
    case "company.edited": {
      // A draft says what its company is called now; one company at a time has a ticker.
      const { name: company, ticker } = event.after;
      for (const [id, content] of contents) {
        if (content.ticker === event.before.ticker && !closed.has(id))
          contents.set(id, { ...content, company, ticker });
      }
    }
  }
}
