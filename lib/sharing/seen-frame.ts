import { html } from "@/lib/publishing/html";
import type { Opened } from "./frame";

/** What a reader was given, under a line that says who looks at it now. */
export function seenByTeam(seen: Opened, linkId: string): Opened {
  const line = html`<aside aria-label="A view by the team">
    <span>What readers of this link were given as r${seen.number}. Shown to the team, and not counted as a view.</span>
    <a href="/links/${linkId}">Back to the link</a>
  </aside>`;
  return { ...seen, article: `${line}${seen.article}` };
}
