import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { formatDay, isoDay } from "@/lib/notes/day";
import { formatPeriod, type Period } from "@/lib/notes/period";
import { articleStyle, tightened } from "@/lib/publishing/article-style";
import { type Html, html } from "@/lib/publishing/html";

/** What the door gets to know of a publication: the stored bytes, and what the paper's margin says. */
export type Opened = {
  article: string;
  style: string;
  ticker: string;
  period: Period;
  number: number;
  contentSha256: string;
};

/** All that the door gets to know of a publication that was recalled. */
export type Recalled = Pick<Opened, "ticker" | "period" | "number"> & { recalledAt: Date; reason: string };

/** A whole document, and the hash in base64 of its one style element, which the policy names. */
export type Framed = { document: string; styleSha256: string };

const mark = html`
  <svg viewBox="0 0 18 18" aria-hidden="true">
    <path d="M.75.75h16.5v16.5H.75zM9 1v16M1 9h16"/><path class="f" d="M9.75 1.5h6.75v6.75H9.75z"/>
  </svg>`;

/**
 * The stored article in its frame, between what stands before and after it. Nothing in the head says what it is about,
 * since previewers read that; a file of whoever may have it has a title.
 */
export function sharedPage(
  { article, style, ticker, period, number, contentSha256 }: Opened,
  { before, after, title }: { before: Html | null; after: Html; title?: string },
): Framed {
  const margin = `${ticker} ${formatPeriod(period)}  r${number}  ${contentSha256.slice(0, 7)}`;
  return framed(`${style}${paperMargin(margin)}`, `${before ?? ""}${article}${after}`, "Shared note, read only", title);
}

/** What stands in place of a note that was recalled. */
export function recalledPage({ ticker, period, number, recalledAt, reason }: Recalled): Framed {
  const day = isoDay(recalledAt);
  const when = html`<time datetime="${day}">${formatDay(day)}</time>`;
  const what = `The team took back r${number} of its note on ${ticker} ${formatPeriod(period)} on`;
  return bodyPage(
    "This note was recalled",
    html`<p>${what} ${when}. Do not rely on what it said.</p><h2>Why it was recalled</h2><p class="reason">${reason}</p>`,
  );
}

/** A page with a heading and a sentence in place of a note. */
export function noticePage(heading: string, sentence: string): Framed {
  return bodyPage(heading, html`<p>${sentence}</p>`);
}

/** A page with a heading and whatever stands in place of a note. */
export function bodyPage(heading: string, words: Html): Framed {
  noticeStyle ??= articleStyle();
  const body = html`<main id="main" class="notice"><h1>${heading}</h1>${words}</main>`;
  return framed(noticeStyle, body.toString(), "Shared note");
}

let noticeStyle: string | undefined;
let ownStyle: string | undefined;

function framed(style: string, body: string, caption: string, title = "Shared note · Quarterdeck"): Framed {
  ownStyle ??= tightened(readFileSync(join(process.cwd(), "lib", "sharing", "frame.css"), "utf8"));
  const whole = `${style}${ownStyle}`;
  const header = html`<header><span class="brand">${mark}Quarterdeck</span><span>${caption}</span></header>`;
  const document =
    '<!doctype html><html lang="en"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width,initial-scale=1">' +
    '<meta name="robots" content="noindex,nofollow"><meta name="color-scheme" content="light dark">' +
    `<title>${html`${title}`}</title><style>${whole}</style></head><body>${header}${body}</body></html>`;
  return { document, styleSha256: createHash("sha256").update(whole).digest("base64") };
}

/** Margin boxes take literal strings alone, so this rule cannot be stored with the style. */
function paperMargin(text: string): string {
  const type = 'font:8pt "IBM Plex Sans Variable",sans-serif;color:#555';
  const pages = 'counter(page) " / " counter(pages)';
  return `@page{@bottom-left{content:"${cssEscaped(text)}";${type}}@bottom-right{content:${pages};${type}}}`;
}

/** Every character by its number: nothing in it can end the string or the style element. */
function cssEscaped(text: string): string {
  return Array.from(text, (character) => `\\${character.codePointAt(0)?.toString(16)} `).join("");
}
