import { sha256 } from "@/lib/auth/token";
import { parseContent } from "@/lib/notes/content";
import { aboutLink, newerNotice } from "./around";
import { type DoorAnswer, form, notice, sent } from "./door-answer";
import type { Call } from "./door-call";
import { findBytes, findContents, type Shown } from "./door-queries";
import { addressPage, passwordPage, viewPage } from "./forms";
import { type Framed, recalledPage, sharedPage } from "./frame";
import { newerChanges } from "./newer";
import { heldPage, holdPage, type Page } from "./pages";
import { mayPrint } from "./print";
import { visitorOf } from "./visitor";
import type { Visit } from "./visits";

/** The page of a link: what it asks for, or the note. Null: it has ended since it was asked for. */
export async function answerPage(call: Call): Promise<DoorAnswer | null> {
  const { request, link } = call;
  const { isPreviewer } = visitorOf(request.address, request.headers.get("user-agent") ?? "");
  if (isPreviewer) {
    return notice(request, 200, ["A note was shared with you", "Open the link in a browser to read it."]);
  }
  if (link.asksPassword) return form(request, 401, passwordPage({}));
  if (link.asksAddress) return form(request, 401, addressPage({}));
  if (link.viewsLeft !== null && !link.shown?.recalled) return form(request, 200, viewPage(link.viewsLeft));
  return answerNote(call);
}

/** The note itself, or why it was recalled. */
async function answerNote(call: Call): Promise<DoorAnswer | null> {
  const page = await makePage(call);
  return page && giveNote(call, page);
}

/** The page of the note, ready to be sent; null: there is none to show. */
export async function makePage(call: Call): Promise<Page | null> {
  const { link, base } = call;
  const { shown } = link;
  if (!shown) return null;
  const { linkId: _, address: __, viewsLeft, ...rest } = link;
  const key = JSON.stringify({ ...rest, hasLimit: viewsLeft !== null, base, canPrint: mayPrint() });
  const held = heldPage(key);
  const framed = held ? null : await framedOf(call, shown);
  return held ?? (framed && (await holdPage(key, framed)));
}

/** Sends the page, and notes that it was seen. */
export function giveNote(call: Call, page: Page): DoorAnswer | null {
  const { request, link } = call;
  if (!link.shown) return null;
  // Gone, not 200: to whatever fetches the note without reading it, too, its content is not there any more.
  if (link.shown.recalled) return sent(request, 410, page);
  logVisit(call, link.shown, "page");
  return sent(request, 200, page);
}

async function framedOf(call: Call, shown: Shown): Promise<Framed | null> {
  const { share, secret, link, base } = call;
  if (shown.recalled) return recalledPage(shown.recalled);
  const [bytes, contents] = await Promise.all([findBytes(share, secret), link.newer && findContents(share, secret)]);
  if (!bytes) return null;
  refuseOther(shown.contentSha256, bytes.contentSha256);
  if (link.newer) refuseOther(link.newer.contentSha256, contents?.newerContent ? sha256(contents.newerContent) : null);
  const { number } = shown;
  const { articleSha256, ...opened } = bytes;
  const changes = contents?.newerContent
    ? newerChanges(parseContent(contents.content), parseContent(contents.newerContent))
    : [];
  return sharedPage(
    { ...opened, number },
    {
      before: link.newer && newerNotice(link.newer, changes),
      after: aboutLink({ base, link, number, articleSha256, canPrint: mayPrint(), hasFeed: hasFeed(call) }),
    },
  );
}

/** The code of an error: another revision came out between two questions to the database. Asked anew, it is given whole. */
export const changed = "changed";

export function refuseOther(asked: string | null, found: string | null): void {
  if (asked !== found) throw Object.assign(new Error("another revision"), { code: changed });
}

/** A feed reader gives no password, and counts as no view. */
export function hasFeed({ link, base }: Pick<Call, "link" | "base">): boolean {
  return link.policy === "latest" && link.shown !== null && link.viewsLeft === null && !base.startsWith("/s/v/");
}

/** Notes for the view log what somebody was given; bots that come by are not counted. */
export function logVisit({ request, link, visits, base }: Call, { revisionId }: Shown, what: Visit["what"]): void {
  if (!link.logsViews || request.method === "HEAD") return;
  const { network, browser, isBot } = visitorOf(request.address, request.headers.get("user-agent") ?? "");
  // What was pressed for, downloaded, or opened with a pass was meant, whatever it says that it is.
  const isMeant = request.method === "POST" || what !== "page" || base.startsWith("/s/v/");
  if (isBot && !isMeant) return;
  const at = new Date().toISOString();
  visits.add({ linkId: link.linkId, revisionId, at, what, network, browser, address: link.address });
}
