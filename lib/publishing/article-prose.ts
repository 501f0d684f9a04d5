import { findFigures } from "@/lib/figures/find";
import type { Item, NoteContent } from "@/lib/notes/content";
import { type Html, html } from "./html";

/** Sets a field's text: figures and the given names in weight, citation marks at their place. */
export type Prose = (item: Item, fields: string | string[], text: string, names?: readonly string[]) => Html;

type Span = { start: number; end: number; figure: boolean };
type Mark = { offset: number; chip: Html };

/** Longer ones may break across lines, or they would push a narrow page wide. */
const unbrokenFigureMax = 24;

export function proseOf(content: NoteContent): Prose {
  const anchors = new Map(content.sources.map((source, index) => [source.label, sourceAnchor(index)]));
  return (item, fields, text, names = []) => {
    const marks = marksOf(item, [fields].flat(), text, anchors);
    let at = 0;
    const pieces: Html[] = [];
    for (const span of weighted(text, names)) {
      pieces.push(run(text, at, span.start, marksWithin(marks, at, span.start)));
      const inside = run(text, span.start, span.end, marksWithin(marks, span.start + 1, span.end - 1));
      const unbroken = span.figure && span.end - span.start <= unbrokenFigureMax;
      pieces.push(unbroken ? html`<b class="fig">${inside}</b>` : html`<b>${inside}</b>`);
      at = span.end;
    }
    pieces.push(run(text, at, text.length, marksWithin(marks, at, text.length)));
    return html`${pieces}`;
  };
}

/** Where the entry of the source at this place of the list stands in the page. */
export function sourceAnchor(index: number): string {
  return `src-${index + 1}`;
}

/** `doc 5`, on one line; a label that is not a number stands for itself. */
export function formatLabel(label: string): string {
  return /^\d+$/.test(label) ? `doc\u00a0${label}` : label;
}

/** The name under which the list of sources speaks of a row; a row that cites nothing needs none. */
export function citingLabel(item: Item, label: string | undefined): Html | null {
  return item.citations.length > 0 && label ? html`<span class="id">${label}</span> ` : null;
}

function weighted(text: string, names: readonly string[]): Span[] {
  const spans: Span[] = findFigures(text).map(({ start, end }) => ({ start, end, figure: true }));
  for (const name of names) {
    for (let start = text.indexOf(name); name && start >= 0; start = text.indexOf(name, start + name.length)) {
      const end = start + name.length;
      if (spans.every((span) => end <= span.start || span.end <= start)) spans.push({ start, end, figure: false });
    }
  }
  return spans.sort((a, b) => a.start - b.start);
}

function marksOf(item: Item, fields: string[], text: string, anchors: Map<string, string>): Mark[] {
  const seen = new Set<string>();
  const marks: Mark[] = [];
  for (const { field, offset, label } of item.citations) {
    const place = betweenCharacters(text, offset);
    const key = `${place} ${label}`;
    if (!fields.includes(field) || seen.has(key)) continue;
    seen.add(key);
    const anchor = anchors.get(label);
    const words = formatLabel(label);
    const chip = anchor
      ? html`<a class="cite" href="#${anchor}">${words}</a>`
      : html`<span class="cite">${words}</span>`;
    marks.push({ offset: place, chip });
  }
  return marks.sort((a, b) => a.offset - b.offset);
}

function betweenCharacters(text: string, offset: number): number {
  const place = Math.min(offset, text.length);
  return /[\uDC00-\uDFFF]/.test(text.charAt(place)) && place > 0 ? place + 1 : place;
}

function marksWithin(marks: Mark[], from: number, to: number): Mark[] {
  return marks.filter(({ offset }) => offset >= from && offset <= to);
}

function run(text: string, from: number, to: number, marks: Mark[]): Html {
  let at = from;
  const pieces = marks.map(({ offset, chip }, index) => {
    const before = text.slice(at, offset);
    at = offset;
    const besideAnother = before === "" && index > 0;
    const apart = besideAnother || (offset > 0 && !/\s/.test(text.charAt(offset - 1)));
    const last = marks[index + 1]?.offset !== offset;
    const follows = last && /^[\p{L}\p{N}]/u.test(text.slice(offset, offset + 2));
    return html`${before}${apart && " "}${chip}${follows && " "}`;
  });
  return html`${pieces}${text.slice(at, to)}`;
}
