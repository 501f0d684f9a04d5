import type { Item, NoteContent } from "@/lib/notes/content";
import { type ProsePiece, proseOf } from "@/lib/notes/prose";
import { formatLabel } from "@/lib/sources/model";
import { type Html, html } from "./html";

/** Sets a field's text: figures and the given names in weight, citation marks at their place. */
export type Prose = (item: Item, fields: string | readonly string[], text: string, names?: readonly string[]) => Html;

export function articleProse(content: NoteContent): Prose {
  const anchors = new Map(content.sources.map((source, index) => [source.label, sourceAnchor(index)]));
  return (item, fields, text, names) =>
    html`${proseOf(item, fields, text, names).map((piece) => ("label" in piece ? mark(piece.label, anchors) : stretch(piece)))}`;
}

/** Where the entry of the source at this place of the list stands in the page. */
export function sourceAnchor(index: number): string {
  return `src-${index + 1}`;
}

/** The name under which the list of sources speaks of a row; a row that cites nothing needs none. */
export function citingLabel(item: Item, label: string | undefined): Html | null {
  return item.citations.length > 0 && label ? html`<span class="id">${label}</span> ` : null;
}

/** A document that the note does not list has no entry to lead to. */
function mark(label: string, anchors: Map<string, string>): Html {
  const anchor = anchors.get(label);
  const words = formatLabel(label);
  return anchor ? html`<a class="cite" href="#${anchor}">${words}</a>` : html`<span class="cite">${words}</span>`;
}

function stretch({ text, weight }: Extract<ProsePiece, { text: string }>): Html {
  if (weight === null) return html`${text}`;
  if (weight === "unseen") return html`<span class="mono">${text}</span>`;
  return weight === "figure" ? html`<b class="fig">${text}</b>` : html`<b>${text}</b>`;
}
