import { isToken } from "@/lib/auth/token";
import { limit } from "@/lib/limits/commands";
import { type DoorAnswer, type DoorRequest, isOfPass, nothingHere, notice, onlyRead, overHttps } from "./door-answer";
import type { Call, Door } from "./door-call";
import { answerFile } from "./door-files";
import { answerPosted } from "./door-forms";
import { answerPage, changed } from "./door-page";
import { heldAt, openedPlace } from "./door-pass";
import { findOpenLink, type Secret, secretOf } from "./door-queries";
import { findFont } from "./fonts";
import { fontHeaders } from "./headers";
import { lineOf } from "./network";

/** A reader waits no longer than this for a page, and for what is made while they wait: a file, a password that is looked at. */
const waitMsMax = 2_500;
const makingMsMax = 30_000;

/** Tries of links that open nothing, from one line. */
const misses = { points: 20, seconds: 60 };
/** The same of passes: a whole office may come back to notes that it has open once theirs are over. */
const lapses = { points: 200, seconds: 60 };

/** Answers everything under `/s/`. */
export async function openDoor(request: DoorRequest, door: Door): Promise<DoorAnswer> {
  const answer = await answerTo(request, door)
    .catch((error: unknown) => {
      if (codeOf(error) !== changed) throw error;
      return answerTo(request, door);
    })
    .catch((error: unknown) => failed(request, error));
  return request.method === "HEAD" ? { ...answer, body: null } : answer;
}

async function answerTo(request: DoorRequest, door: Door): Promise<DoorAnswer> {
  const { method, path, body } = request;
  if (body === null) return notice(request, 413, ["This is too much", "Go back, and send less."]);
  const font = findFont(/^\/s\/fonts\/([0-9a-f]{32})\.woff2$/.exec(path)?.[1] ?? "");
  if (font && method !== "POST") {
    return { status: 200, headers: fontHeaders(font.byteLength, overHttps()), body: font };
  }
  if (!["GET", "HEAD", "POST"].includes(method)) return onlyRead(request);
  const entry = entryOf(request);
  if (!entry) return nothingHere(request);
  const { secret, base, rest } = entry;
  const link = await inTime(findOpenLink(door.share, secret));
  if (!link || link.viewsLeft === 0) return missed(request, door);
  const call = { ...door, request, secret, link, base };
  if (method === "POST") return (await inTime(answerPosted(call, rest), makingMsMax)) ?? nothingHere(request);
  const asked = rest === "" ? inTime(answerOf(call)) : inTime(answerFile(call, rest), makingMsMax);
  return (await asked) ?? nothingHere(request);
}

async function answerOf(call: Call): Promise<DoorAnswer | null> {
  return (await openedPlace(call)) ?? answerPage(call);
}

/** What a request has in hand, and what of the link it asks for; null: nothing that could open. */
function entryOf(request: DoorRequest): { secret: Secret; base: string; rest: string } | null {
  const [, base = "", token, rest = ""] =
    /^(\/s\/(?:v\/[\w-]{16}|([\w-]{43})))(?:\/([a-z/]+))?$/.exec(request.path) ?? [];
  const held = token ?? heldAt(request, base);
  return isToken(held) ? { secret: secretOf(held), base, rest } : null;
}

/** Nobody tries links by the thousand; who has a good one reads it, whatever others try from the same office. */
async function missed(request: DoorRequest, { share }: Door): Promise<DoorAnswer> {
  const line = lineOf(request.address);
  const counting = isOfPass(request)
    ? limit(share, "share.lapse", line, lapses)
    : limit(share, "share.miss", line, misses);
  const counted = await inTime(counting);
  if (counted.allowed) return nothingHere(request);
  const words = [
    "Too many links were tried",
    "Too many links that open nothing were tried from where you are. Wait a minute, then try yours again.",
  ] as const;
  return notice(request, 429, words, { "Retry-After": String(counted.retryAfter) });
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

async function inTime<T>(work: Promise<T>, ms = waitMsMax): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const lateness = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error("late"), { code: "timeout" })), ms);
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
