import { formatDay, isoDay } from "@/lib/notes/day";
import { type Html, html } from "@/lib/publishing/html";
import type { Newer, OpenLink } from "./door-queries";
import { fileNames } from "./link-words";

/** That a newer revision is out, and what it changes, in front of a note. */
export function newerNotice({ number, publishedAt }: Newer, changes: readonly string[]): Html {
  const count = changes.length === 1 ? "1 change" : `${changes.length} changes`;
  const day = isoDay(publishedAt);
  return html`
    <div class="newer" role="note">
      <p><b>r${number} is out since <time datetime="${publishedAt.toISOString()}">${formatDay(day)}</time>, ${count}.</b> 
        This link goes on showing what it was made for. Ask whoever sent it for a link to r${number}.</p>
      ${
        changes.length > 0 &&
        html`<details><summary>What r${number} changes</summary><ul>${changes.map((change) => html`<li>${change}</li>`)}</ul></details>`
      }
    </div>`;
}

export type Offers = {
  /** of the link's page, `/s/…` */
  base: string;
  link: Pick<OpenLink, "policy" | "mayDownload" | "logsViews" | "viewsKeptDays" | "viewsLeft">;
  number: number;
  articleSha256: string;
  /** whether there is something to print with */
  canPrint: boolean;
  hasFeed: boolean;
};

/** What stands behind a note: what the link does, its files, how to verify, and what is kept of the visit. */
export function aboutLink({ base, link, number, articleSha256, canPrint, hasFeed }: Offers): Html {
  const { policy, mayDownload, logsViews, viewsKeptDays, viewsLeft } = link;
  const address = (name: string) => `${base}/download/${name.toLowerCase()}`;
  return html`
    <aside class="about" aria-label="This link">
      <p>${
        policy === "latest"
          ? `This link shows the newest revision, now r${number}.`
          : `This link always shows r${number}, even after later edits.`
      }</p>
      ${
        mayDownload &&
        viewsLeft === null &&
        html`<p class="screen">Download: ${fileNames(canPrint).map((name) => html`<a href="${address(name)}" download>${name}</a>`)}</p>`
      }
      ${hasFeed && html`<p class="screen"><a href="${base}/feed">Follow new revisions in a feed reader</a></p>`}
      <p>How to verify: the SHA-256 of the article, which is the note's bytes in this page, from its main element to the end 
        of its footer, is <span class="mono">${articleSha256}</span>. The address of this page with /verify behind it tells 
        what that of the article and that of the revision should be.</p>
      ${
        logsViews &&
        html`<p>The team that shared this sees when it was read, from which network and with what kind of browser, 
          and keeps that for ${viewsKeptDays === 1 ? "one day" : `${viewsKeptDays} days`}.</p>`
      }
    </aside>`;
}
