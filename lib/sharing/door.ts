import { sql } from "drizzle-orm";
import { isToken, sha256 } from "@/lib/auth/token";
import type { Database } from "@/lib/context";
import { env } from "@/lib/env";
import { findFont } from "./fonts";
import { type Framed, noticePage, type Opened, type Recalled, recalledPage, sharedPage } from "./frame";
import { fontHeaders, pageHeaders } from "./headers";

/** A reader waits no longer than this for the database. */
const waitMsMax = 2_500;

/** Answers everything under `/s/`. `share` is the connection that may call `share_open` and do nothing else. */
export async function openDoor(request: Request, share: Database): Promise<Response> {
  const response = await answer(request, share);
  if (request.method !== "HEAD") return response;
  return new Response(null, { status: response.status, headers: response.headers });
}

async function answer(request: Request, share: Database): Promise<Response> {
  if (request.method !== "GET" && request.method !== "HEAD") {
    const notice = noticePage("This page can only be read", "Open the link in a browser to read the note.");
    return page(405, notice, { Allow: "GET, HEAD" });
  }
  const { pathname } = new URL(request.url);
  const font = findFont(/^\/s\/fonts\/([0-9a-f]{32})\.woff2$/.exec(pathname)?.[1] ?? "");
  if (font) return new Response(font, { headers: fontHeaders(font.byteLength, overHttps()) });

  const token = /^\/s\/([^/]+)$/.exec(pathname)?.[1] ?? "";
  try {
    const opened = isToken(token) ? await findOpened(share, token) : null;
    if (!opened) return page(404, nothingHere());
    // Gone, not 200: to whatever fetches the note without reading it, too, its content is not there any more.
    return "reason" in opened ? page(410, recalledPage(opened)) : page(200, sharedPage(opened));
  } catch (error) {
    // The error itself may hold the query and its values.
    console.error(`The reader's door got no answer from the database: ${codeOf(error)}.`);
    const notice = noticePage(
      "The note cannot be shown right now",
      "Nothing is wrong with your link. Try again in a minute.",
    );
    return page(503, notice, { "Retry-After": "30" });
  }
}

/** One page for a link that is unknown, mistyped, expired or revoked: which of them it is, nobody learns. */
function nothingHere(): Framed {
  return noticePage(
    "This link opens nothing",
    "It may have expired or been taken back, or a part of the address is missing. Ask whoever sent it to you for a new one.",
  );
}

type Row = Omit<Recalled, "recalledAt" | "reason"> & {
  recalledAt: string | null;
  reason: string | null;
};

async function findOpened(share: Database, token: string): Promise<Opened | Recalled | null> {
  const secret = sql`decode(${sha256(token)}, 'hex')`;
  const query = share.execute<Row & { contentSha256: string | null }>(sql`
    select number, content_sha256 as "contentSha256", recalled_at as "recalledAt", reason, ticker, period
    from share_open(${secret})`);
  const bytes = () =>
    share.execute<Pick<Opened, "article" | "style" | "ticker" | "period">>(
      sql`select article, style, ticker, period from share_bytes(${secret})`,
    );
  let timer: NodeJS.Timeout | undefined;
  const lateness = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error("late"), { code: "timeout" })), waitMsMax);
  });
  const reading = async () => {
    const [opened] = await query;
    if (!opened) return null;
    const { number, contentSha256, recalledAt, reason, ticker, period } = opened;
    if (recalledAt) return { number, ticker, period, recalledAt: new Date(recalledAt), reason: reason ?? "" };
    const [stored] = await bytes();
    return stored && contentSha256 ? { ...stored, number, contentSha256 } : null;
  };
  try {
    return await Promise.race([reading(), lateness]);
  } finally {
    clearTimeout(timer);
  }
}

function codeOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string") return at.code;
  }
  return "no code";
}

function page(status: number, { document, styleSha256 }: Framed, more: Record<string, string> = {}): Response {
  return new Response(document, { status, headers: { ...pageHeaders(styleSha256, overHttps()), ...more } });
}

function overHttps(): boolean {
  return env().PUBLIC_URL.startsWith("https:");
}
