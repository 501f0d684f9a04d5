import { type Change, formatChange } from "@/lib/guidance/change";
import { changeGlyphs } from "@/lib/guidance/glyph";
import { capitalised } from "@/lib/notes/capitalised";
import { trendGlyphs } from "@/lib/topics/glyph";
import type { TrendTag } from "@/lib/topics/model";
import { type Html, html } from "./html";

function glyph(shape: Html): Html {
  return html`<svg viewBox="0 0 24 24" aria-hidden="true">${shape}</svg>`;
}

export const plus = glyph(html`<path d="M12 5v14M5 12h14"/>`);
export const minus = glyph(html`<path d="M5 12h14"/>`);
export const ring = glyph(html`<circle cx="12" cy="12" r="8"/>`);

/** Filled is direction, outlined is existence; `up` is blue, `down` is rust. */
const changeForms: Record<Change, string> = {
  initiated: "line up",
  raised: "fill up",
  lowered: "fill down",
  narrowed: "fill",
  widened: "fill",
  maintained: "fill",
  not_addressed: "dots",
  withdrawn: "dashed down",
  met: "line up",
  missed: "line down",
};

const trendForms: Record<TrendTag, string> = {
  recurring: "bare",
  new: "line up",
  emerging: "fill up",
  dropped: "line",
};

function changeGlyph(change: Change): Html {
  const { ring, path, isSolid } = changeGlyphs[change];
  return glyph(html`
    ${ring && html`<circle cx="12" cy="12" r="${ring}"/>`}
    ${path && html`<path${isSolid && html` class="f"`} d="${path}"/>`}`);
}

export function changeChip(change: Change | null): Html {
  if (change === null) return html`<span class="chg bare">${formatChange(change)}</span>`;
  const words = capitalised(formatChange(change));
  return html`<span class="chg ${changeForms[change]}">${changeGlyph(change)}${words}</span>`;
}

/** `⊘ 4 withdrawn` */
export function changeCount(change: Change | null, count: number): Html {
  const hue = change && changeForms[change].split(" ").find((name) => name === "up" || name === "down");
  return html`<span><b${hue && html` class="${hue}"`}>${change && changeGlyph(change)}${count}</b> ${formatChange(change)}</span>`;
}

export function trendTag(tag: TrendTag): Html {
  const path = trendGlyphs[tag];
  return html`<span class="tag ${trendForms[tag]}">${path && glyph(html`<path d="${path}"/>`)}${capitalised(tag)}</span>`;
}
