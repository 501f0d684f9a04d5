import { itemsOf, type NoteContent } from "@/lib/notes/content";
import { citedBy } from "@/lib/notes/labels";
import { formatKindAndDate, formatLabel, isLink, type SourceEntry } from "@/lib/sources/model";
import { sourceAnchor } from "./article-prose";
import { type Html, html, joined } from "./html";

export function sourcesSection(content: NoteContent, labels: Map<string, string>): Html {
  const cited = citedBy(content);
  return html`
    <section class="sect"><div class="sect-h"><h2 id="sources">Sources</h2></div>
      ${
        content.sources.length === 0
          ? html`<p class="empty">No source is recorded for this note.</p>`
          : html`
        <ul class="list srcs">${content.sources.map(
          (source, index) => html`
          <li id="${sourceAnchor(index)}">
            <span class="mono">${formatLabel(source.label)}</span>
            <div>${entry(source)}<p class="sec">${citers(cited.get(source.label) ?? [])}</p></div>
          </li>`,
        )}
        </ul>
        <p class="hint">Source files are not part of a shared link.${uncited(content, labels)}</p>`
      }
    </section>`;
}

function entry({ title, address, ...rest }: SourceEntry): Html {
  const facts = formatKindAndDate(rest);
  return html`
    ${title !== null && html`<p><b>${title}</b></p>`}
    ${facts && html`<p>${facts}</p>`}
    ${address !== null && html`<p>${link(address)}</p>`}`;
}

function link(address: string): Html {
  return isLink(address) ? html`<a href="${address}" rel="noreferrer">${address}</a>` : html`${address}`;
}

function citers(labels: string[]): Html {
  if (labels.length === 0) return html`Not cited`;
  return html`Cited by ${joined(
    labels.map((label) => html`<a href="#${label}">${label === "H" ? "headline" : label}</a>`),
    ", ",
  )}`;
}

function uncited(content: NoteContent, labels: Map<string, string>): string {
  const bare = itemsOf(content, "takeaway").filter((item) => item.citations.length === 0);
  const names = bare.map((item) => labels.get(item.id) ?? "");
  const last = names.pop();
  if (last === undefined) return "";
  return names.length === 0 ? ` ${last} cites no source.` : ` ${names.join(", ")} and ${last} cite no source.`;
}
