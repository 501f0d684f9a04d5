import { html } from "@/lib/publishing/html";
import { type Framed, noticePage, type Opened, sharedPage } from "./frame";

/** What a reader was given, between lines that say who looks at it now. */
export function seenByTeam(seen: Opened, linkId: string): Framed {
  const before = html`<aside aria-label="A view by the team">
    <span>What readers of this link were given as r${seen.number}. Shown to the team, and not counted as a view.</span>
    <a href="/links/${linkId}">Back to the link</a>
  </aside>`;
  return sharedPage(seen, { before, after: html`` });
}

export function nothingSeen(): Framed {
  return noticePage("There is no such view", "No log that you may read says that a reader was given this.");
}
