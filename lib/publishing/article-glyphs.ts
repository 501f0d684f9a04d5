import { type Change, formatChange } from "@/lib/guidance/change";
import type { TrendTag } from "@/lib/topics/model";
import { type Html, html } from "./html";

function glyph(shape: Html): Html {
  return html`<svg viewBox="0 0 24 24" aria-hidden="true">${shape}</svg>`;
}

export const plus = glyph(html`<path d="M12 5v14M5 12h14"/>`);
export const minus = glyph(html`<path d="M5 12h14"/>`);
export const ring = glyph(html`<circle cx="12" cy="12" r="8"/>`);
const up = glyph(html`<path class="f" d="M12 5 20 19H4z"/>`);
const down = glyph(html`<path class="f" d="M12 19 4 5h16z"/>`);
const inward = glyph(html`<path class="f" d="M3 5v14l8-7zM21 5v14l-8-7z"/>`);
const outward = glyph(html`<path class="f" d="M10 5v14l-8-7zM14 5v14l8-7z"/>`);
const equal = glyph(html`<path d="M5 9.5h14M5 14.5h14"/>`);
const struck = glyph(html`<circle cx="12" cy="12" r="8.5"/><path d="m6 18 12-12"/>`);
const tick = glyph(html`<path d="m5 12 5 5 9-10"/>`);
const cross = glyph(html`<path d="m6 6 12 12M18 6 6 18"/>`);
const rising = glyph(html`<path d="M6 18 18 6M9 6h9v9"/>`);

/** Filled is direction, outlined is existence; `up` is blue, `down` is rust. */
const changeForms: Record<Change, { glyph: Html; form: string }> = {
  initiated: { glyph: plus, form: "line up" },
  raised: { glyph: up, form: "fill up" },
  lowered: { glyph: down, form: "fill down" },
  narrowed: { glyph: inward, form: "fill" },
  widened: { glyph: outward, form: "fill" },
  maintained: { glyph: equal, form: "fill" },
  not_addressed: { glyph: ring, form: "dots" },
  withdrawn: { glyph: struck, form: "dashed down" },
  met: { glyph: tick, form: "line up" },
  missed: { glyph: cross, form: "line down" },
};

const trendForms: Record<TrendTag, { glyph: Html | null; form: string }> = {
  recurring: { glyph: null, form: "bare" },
  new: { glyph: plus, form: "line up" },
  emerging: { glyph: rising, form: "fill up" },
  dropped: { glyph: minus, form: "line" },
};

export function changeChip(change: Change | null): Html {
  if (change === null) return html`<span class="chg bare">${formatChange(change)}</span>`;
  const { glyph, form } = changeForms[change];
  return html`<span class="chg ${form}">${glyph}${capitalised(formatChange(change))}</span>`;
}

/** `⊘ 4 withdrawn` */
export function changeCount(change: Change | null, count: number): Html {
  const form = change && changeForms[change];
  const hue = form?.form.split(" ").find((name) => name === "up" || name === "down");
  return html`<span><b${hue && html` class="${hue}"`}>${form?.glyph}${count}</b> ${formatChange(change)}</span>`;
}

export function trendTag(tag: TrendTag): Html {
  const { glyph, form } = trendForms[tag];
  return html`<span class="tag ${form}">${glyph}${capitalised(tag)}</span>`;
}

export function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
