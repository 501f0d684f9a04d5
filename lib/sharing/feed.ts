import { env } from "@/lib/env";
import { formatDay, isoDay } from "@/lib/notes/day";
import { html } from "@/lib/publishing/html";
import type { FeedEntry } from "./door-queries";

/** What came out under a link, as an Atom feed (RFC 4287). It says no more of the note than that: the page says the rest. */
export function feed(base: string, entries: readonly FeedEntry[]): string {
  const page = `${env().READER_URL}${base}`;
  const changes = entries.map(({ publishedAt, recalledAt }) => (recalledAt ?? publishedAt).getTime());
  const newest = new Date(Math.max(0, ...changes));
  const body = html`
    <feed xmlns="http://www.w3.org/2005/Atom">
      <title>Shared note</title>
      <id>${page}</id>
      <updated>${newest.toISOString()}</updated>
      <author><name>Quarterdeck</name></author>
      <link rel="self" href="${page}/feed"/>
      <link rel="alternate" href="${page}"/>
      ${entries.map(
        ({ number, publishedAt, recalledAt }) => html`
      <entry>
        <title>${recalledAt ? `r${number} was recalled` : `r${number} is out`}</title>
        <id>${page}#r${number}</id>
        <published>${publishedAt.toISOString()}</published>
        <updated>${(recalledAt ?? publishedAt).toISOString()}</updated>
        <link href="${page}"/>
        <summary>${recalledAt ? `Recalled on ${formatDay(isoDay(recalledAt))}.` : `Published on ${formatDay(isoDay(publishedAt))}.`}</summary>
      </entry>`,
      )}
    </feed>`;
  return `<?xml version="1.0" encoding="utf-8"?>${body}\n`;
}
