import { capitalised } from "@/lib/notes/capitalised";
import { headlineOf, itemsOf, type NoteContent } from "@/lib/notes/content";
import { formatDay, isoDay } from "@/lib/notes/day";
import { coverage, formatCoverage, itemLabels } from "@/lib/notes/labels";
import { formatPeriod } from "@/lib/notes/period";
import { analystsSection, exchangesSection } from "./article-exchanges";
import { guidanceSection } from "./article-guidance";
import { articleProse, type Prose } from "./article-prose";
import { sourcesSection } from "./article-sources";
import { takeawaysSection } from "./article-takeaways";
import { topicsSection } from "./article-topics";
import { type Html, html } from "./html";

export type PublicationFacts = {
  number: number;
  publishedAt: Date;
  /** names of everyone who had a hand in the words */
  editors: string[];
  approvers: string[];
  contentSha256: string;
};

/** The reader's page between its frame's header and end, as HTML. The same values give the same bytes. */
export function article(content: NoteContent, facts: PublicationFacts): string {
  const prose = articleProse(content);
  const labels = itemLabels(content);
  return html`
    <main id="main">
      ${masthead(content, prose)}
      ${factsStrip(content, facts)}
      ${jumps()}
      ${takeawaysSection(content, labels, prose)}
      ${guidanceSection(content, labels, prose)}
      ${topicsSection(content, labels, prose)}
      ${exchangesSection(content, labels, prose)}
      ${analystsSection(content, labels, prose)}
      ${sourcesSection(content, labels)}
    </main>
    ${footer(facts)}`.toString();
}

function masthead(content: NoteContent, prose: Prose): Html {
  const [headline] = itemsOf(content, "headline");
  const { company, ticker, period } = content;
  const text = headlineOf(content);
  return html`
    <p class="co"><b>${company}</b> <span class="tick">${ticker}</span> <span>${formatPeriod(period)}</span></p>
    <h1 id="H">${text === "" ? `${company}, ${formatPeriod(period)}` : headline && prose(headline, "text", text)}</h1>`;
}

function factsStrip(
  content: NoteContent,
  { number, publishedAt, editors, approvers, contentSha256 }: PublicationFacts,
): Html {
  const covered = coverage(content);
  const { cited, total } = covered;
  const squares = Array.from({ length: total }, (_, index) =>
    index < cited ? html`<i class="on"></i>` : html`<i></i>`,
  );
  const words = capitalised(formatCoverage(covered));
  return html`
    <dl class="meta">
      <div><dt>Published</dt><dd>${day(publishedAt)}</dd></div>
      <div><dt>Revision</dt><dd>r${number} <span class="mute">hash <span class="mono">${contentSha256.slice(0, 7)}</span></span></dd></div>
      <div><dt>Written by</dt><dd>${names(editors)}</dd></div>
      <div><dt>Published by</dt><dd>${names(approvers)}</dd></div>
      <div class="wide"><dt>Citations</dt><dd>${total > 0 && html`<span class="cov" aria-hidden="true">${squares}</span> `}${words}</dd></div>
    </dl>`;
}

/** On a phone, where the page is many screens long, to each of its sections. */
function jumps(): Html {
  const places = {
    takeaways: "Takeaways",
    guidance: "Guidance",
    topics: "Topics",
    exchanges: "Q&A digest",
    analysts: "Covering analysts",
    sources: "Sources",
  };
  return html`<nav class="jumps">${Object.entries(places).map(([id, name]) => html`<a href="#${id}">${name}</a>`)}</nav>`;
}

function footer({ number, publishedAt, approvers, contentSha256 }: PublicationFacts): Html {
  return html`
    <footer>
      <span>Published by ${names(approvers)} on ${day(publishedAt)}</span> <span>Revision r${number}</span> 
      <span>SHA-256 of the revision <span class="mono">${contentSha256}</span></span>
    </footer>`;
}

function day(at: Date): Html {
  return html`<time datetime="${at.toISOString()}">${formatDay(isoDay(at))}</time>`;
}

function names(people: string[]): string {
  return people.length === 0 ? "not recorded" : people.join(", ");
}
