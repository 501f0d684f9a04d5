import { sha256 } from "@/lib/auth/token";
import { parseContent } from "@/lib/notes/content";
import { markdown } from "@/lib/publishing/markdown";
import { publishedJson } from "@/lib/publishing/published-json";
import { type DoorAnswer, data } from "./door-answer";
import type { Call } from "./door-call";
import { hasFeed, logVisit, refuseOther } from "./door-page";
import { findBytes, findContents, listFeed } from "./door-queries";
import { feed } from "./feed";
import { mayPrint, printed } from "./print";

/** What lies behind a link's page; null: nothing under this name, or nothing that this link gives. */
export async function answerFile(call: Call, name: string): Promise<DoorAnswer | null> {
  if (name === "verify") return answerVerify(call);
  if (name === "feed") return answerFeed(call);
  if (name === "download/markdown") return answerDownload(call, "markdown");
  if (name === "download/json") return answerDownload(call, "json");
  return name === "download/pdf" ? answerPdf(call) : null;
}

/** What the page should be, to compare with what somebody has. Recalled: that it was. */
async function answerVerify({ share, secret, link }: Call): Promise<DoorAnswer | null> {
  const { shown } = link;
  if (!shown) return null;
  const { number: revision, publishedAt, recalled } = shown;
  const bytes = recalled ? null : await findBytes(share, secret);
  refuseOther(shown.contentSha256, bytes?.contentSha256 ?? null);
  const said = {
    revision,
    publishedAt: publishedAt.toISOString(),
    recalledAt: recalled?.recalledAt.toISOString() ?? null,
    contentSha256: bytes?.contentSha256 ?? null,
    articleSha256: bytes?.articleSha256 ?? null,
    answeredAt: new Date().toISOString(),
  };
  return data("application/json; charset=utf-8", null, `${JSON.stringify(said, null, 2)}\n`);
}

async function answerFeed(call: Call): Promise<DoorAnswer | null> {
  if (!hasFeed(call)) return null;
  const entries = await listFeed(call.share, call.secret);
  return data("application/atom+xml; charset=utf-8", null, feed(call.base, entries));
}

async function answerDownload(call: Call, what: "markdown" | "json"): Promise<DoorAnswer | null> {
  const { shown } = call.link;
  const contents = mayGive(call) ? await findContents(call.share, call.secret) : null;
  if (!shown?.contentSha256 || !contents?.mayDownload) return null;
  refuseOther(shown.contentSha256, sha256(contents.content));
  const content = parseContent(contents.content);
  const facts = { ...shown, contentSha256: shown.contentSha256 };
  logVisit(call, shown, what);
  const name = `${content.ticker}-${content.period}-r${shown.number}`.replace(/[^\w.-]/g, "-");
  return what === "markdown"
    ? data("text/markdown; charset=utf-8", `${name}.md`, markdown(content, facts))
    : data("application/json; charset=utf-8", `${name}.json`, publishedJson(content, facts));
}

async function answerPdf(call: Call): Promise<DoorAnswer | null> {
  const { shown } = call.link;
  if (!shown || !mayGive(call) || !mayPrint()) return null;
  const bytes = await findBytes(call.share, call.secret);
  if (!bytes) return null;
  refuseOther(shown.contentSha256, bytes.contentSha256);
  const pdf = await printed({ ...bytes, number: shown.number });
  logVisit(call, shown, "pdf");
  return data("application/pdf", `${bytes.ticker}-${bytes.period}-r${shown.number}.pdf`.replace(/[^\w.-]/g, "-"), pdf);
}

/** A link with a number of views gives the page alone: a file could be read for ever. */
function mayGive({ link }: Call): boolean {
  return link.mayDownload && link.viewsLeft === null;
}
