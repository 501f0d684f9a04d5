import { sql } from "drizzle-orm";
import { isToken, sha256 } from "@/lib/auth/token";
import type { Database } from "@/lib/context";
import { env } from "@/lib/env";
import { limit } from "@/lib/limits/commands";
import { encodingFor } from "./encoding";
import { findFont } from "./fonts";
import { type Framed, noticePage, type Opened, type Recalled, recalledPage, sharedPage } from "./frame";
import { fontHeaders, pageHeaders } from "./headers";
import { networkOf } from "./network";
import { heldPage, holdPage, type Page } from "./pages";

/** A request, whoever brings it: node's server, or Next. */
export type DoorRequest = {
  method: string;
  /** of the address, as it was sent and without the query */
  path: string;
  headers: { get: (name: string) => string | null };
  /** of the client, whatever stands in between */
  address: string;
  /** what was posted; null: it is longer than anything that a form of ours sends */
  body: string | null;
};

export type DoorAnswer = { status: number; headers: Record<string, string>; body: Uint8Array<ArrayBuffer> | null };

/** A reader waits no longer than this for the database. */
const waitMsMax = 2_500;

/** Tries of links that open nothing, from one network. */
const misses = { points: 20, seconds: 60 };

/** Answers everything under `/s/`. `share` is the connection that may call the functions `share_*` and do nothing else. */
export async function openDoor(request: DoorRequest, share: Database): Promise<DoorAnswer> {
  const answer = await answerTo(request, share).catch((error: unknown) => failed(request, error));
  return request.method === "HEAD" ? { ...answer, body: null } : answer;
}

async function answerTo(request: DoorRequest, share: Database): Promise<DoorAnswer> {
  const { method, path, body } = request;
  if (body === null) return notice(request, 413, ["This is too much", "Go back, and send less."]);
  if (method !== "GET" && method !== "HEAD") {
    const words = ["This page can only be read", "Open the link in a browser to read the note."] as const;
    return notice(request, 405, words, { Allow: "GET, HEAD" });
  }
  const font = findFont(/^\/s\/fonts\/([0-9a-f]{32})\.woff2$/.exec(path)?.[1] ?? "");
  if (font) return { status: 200, headers: fontHeaders(font.byteLength, overHttps()), body: font };

  const token = /^\/s\/([^/]+)$/.exec(path)?.[1] ?? "";
  if (!isToken(token)) return nothingHere(request);
  const opened = await inTime(findOpened(share, token));
  const page = opened && (await inTime(pageOf(share, token, opened)));
  if (!page) return missed(request, share);
  // Gone, not 200: to whatever fetches the note without reading it, too, its content is not there any more.
  return sent(request, opened.recalledAt === null ? 200 : 410, page);
}

/** Nobody tries links by the thousand; who has a good one reads it, whatever others try from the same office. */
async function missed(request: DoorRequest, share: Database): Promise<DoorAnswer> {
  const counted = await inTime(limit(share, "share.miss", networkOf(request.address), misses));
  if (counted.allowed) return nothingHere(request);
  const words = [
    "Too many links were tried",
    "Too many links that open nothing were tried from where you are. Wait a minute, then try yours again.",
  ] as const;
  return notice(request, 429, words, { "Retry-After": String(counted.retryAfter) });
}

/** One page for a link that is unknown, mistyped, expired or revoked: which of them it is, nobody learns. */
function nothingHere(request: DoorRequest): Promise<DoorAnswer> {
  return notice(request, 404, [
    "This link opens nothing",
    "It may have expired or been taken back, or a part of the address is missing. Ask whoever sent it to you for a new one.",
  ]);
}

/** Instead of an answer that could not be made. */
export async function failed(request: DoorRequest, error: unknown): Promise<DoorAnswer> {
  const code = codeOf(error);
  // The error itself may hold the query and its values.
  if (code) {
    console.error(`The reader's door got no answer from the database: ${code}.`);
    const words = [
      "The note cannot be shown right now",
      "Nothing is wrong with your link. Try again in a minute.",
    ] as const;
    return notice(request, 503, words, { "Retry-After": "30" });
  }
  console.error(`The reader's door broke${placeOf(error)}.`);
  return notice(request, 500, ["Something went wrong here", "Nothing is wrong with your link. Try again later."]);
}

/** What the link shows now. Recalled: it says of what, when and why. */
type Row = { revisionId: string; number: number } & (
  | { contentSha256: string; recalledAt: null; reason: null; ticker: null; period: null }
  | ({ contentSha256: null; recalledAt: string; reason: string } & Pick<Recalled, "ticker" | "period">)
);

async function findOpened(share: Database, token: string): Promise<Row | null> {
  const [row] = await share.execute<Row>(sql`
    select revision_id as "revisionId", number, content_sha256 as "contentSha256", recalled_at as "recalledAt", reason,
      ticker, period
    from share_open(decode(${sha256(token)}, 'hex'))`);
  return row ?? null;
}

/** Null: the link has ended since it was asked for. */
async function pageOf(share: Database, token: string, opened: Row): Promise<Page | null> {
  const key = JSON.stringify(opened);
  const held = heldPage(key);
  if (held) return held;
  const framed = await framedOf(share, token, opened);
  return framed && holdPage(key, framed);
}

async function framedOf(share: Database, token: string, opened: Row): Promise<Framed | null> {
  const { number, contentSha256 } = opened;
  if (contentSha256 === null) return recalledPage({ ...opened, recalledAt: new Date(opened.recalledAt) });
  const [stored] = await share.execute<Pick<Opened, "article" | "style" | "ticker" | "period">>(sql`
    select article, style, ticker, period
    from share_article(decode(${sha256(token)}, 'hex'), ${opened.revisionId}::uuid)`);
  return stored ? sharedPage({ ...stored, number, contentSha256 }) : null;
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const lateness = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error("late"), { code: "timeout" })), waitMsMax);
  });
  return Promise.race([work, lateness]).finally(() => clearTimeout(timer));
}

function codeOf(error: unknown): string | null {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string") return at.code;
  }
  return null;
}

/** Where it broke, without what it says. */
function placeOf(error: unknown): string {
  const frame = error instanceof Error ? error.stack?.split("\n").find((line) => /^\s+at /.test(line)) : undefined;
  return frame ? ` ${frame.trim()}` : "";
}

async function notice(
  request: DoorRequest,
  status: number,
  [heading, sentence]: readonly [string, string],
  more: Record<string, string> = {},
): Promise<DoorAnswer> {
  const page = heldPage(heading) ?? (await holdPage(heading, noticePage(heading, sentence)));
  return sent(request, status, page, more);
}

function sent(request: DoorRequest, status: number, page: Page, more: Record<string, string> = {}): DoorAnswer {
  const encoding = encodingFor(request.headers.get("accept-encoding"));
  const body = page[encoding];
  const headers = {
    ...pageHeaders(page.styleSha256, overHttps()),
    ...(encoding === "identity" ? {} : { "Content-Encoding": encoding }),
    Vary: "Accept-Encoding",
    "Content-Length": String(body.byteLength),
    ...more,
  };
  return { status, headers, body };
}

function overHttps(): boolean {
  return env().READER_URL.startsWith("https:");
}
