import { z } from "zod";
import { passwordMatches } from "@/lib/auth/password";
import { env } from "@/lib/env";
import { limit, refund } from "@/lib/limits/commands";
import { type DoorAnswer, form, notice, onlyRead } from "./door-answer";
import type { Call } from "./door-call";
import { admit, askCode, takeView, tryCode } from "./door-commands";
import { giveNote, makePage } from "./door-page";
import { withPass } from "./door-pass";
import { findOpenLink, findPasswordHash, secretOf } from "./door-queries";
import { addressPage, codePage, passwordPage } from "./forms";
import { typedAddress } from "./input";
import { lineOf } from "./network";

const hour = 60 * 60;
const perLine = { points: 10, seconds: hour, isGivenBack: true };
const perLink = { points: 60, seconds: hour, isGivenBack: true };
const codesPerAddress = { points: 4, seconds: hour };

/** What a form of the door sends: a password, an address, a code, or that one view is taken. Null: none was left. */
export async function answerPosted(call: Call, rest: string): Promise<DoorAnswer | null> {
  const { request, link } = call;
  const asks = link.asksPassword || link.asksAddress || (link.viewsLeft !== null && !link.shown?.recalled);
  if (rest !== "" || !asks) return onlyRead(request);
  if (request.headers.get("origin") !== env().READER_URL) {
    return notice(request, 403, ["This came from somewhere else", "Open the link itself, and use the form there."]);
  }
  const posted = new URLSearchParams(request.body ?? "");
  if (link.asksPassword) return password(call, posted.get("password") ?? "");
  if (link.asksAddress && posted.has("codeId")) return code(call, posted);
  if (link.asksAddress) return address(call, posted.get("address") ?? "");
  const page = await makePage(call); // before a view is spent on it
  return page && (await takeView(call.share, call.secret)) ? giveNote(call, page) : null;
}

/** A try is charged before the password is looked at, so that many at once are as few as many in a row. */
async function password(call: Call, given: string): Promise<DoorAnswer | null> {
  const { request, share, secret } = call;
  const refused = await charged(call, "share.password");
  if (refused) return refused;
  const hash = await findPasswordHash(share, secret);
  const pass = hash && (await passwordMatches(hash, given.slice(0, 128))) ? await admit(share, secret, hash) : null;
  if (!pass) return form(request, 401, passwordPage({ refusal: "This is not the password. Check it and try again." }));
  await giveBack(call, "share.password");
  return withPass(call, pass);
}

async function address(call: Call, typed: string): Promise<DoorAnswer | null> {
  const { request, share, secret } = call;
  const refused = await charged(call, "share.code");
  if (refused) return refused;
  const given = typedAddress(typed);
  if (!given) {
    return form(
      request,
      400,
      addressPage({ typed: typed.slice(0, 254), refusal: "This is no e-mail address. Write it as name@example.com." }),
    );
  }
  const tooOften = await chargedFor(call, given);
  if (tooOften) return tooOften;
  const { codeId } = await askCode(share, secret, given);
  return form(request, 200, codePage({ codeId }));
}

async function code(call: Call, posted: URLSearchParams): Promise<DoorAnswer | null> {
  const { request, share, secret } = call;
  const refused = await charged(call, "share.try");
  if (refused) return refused;
  const codeId = posted.get("codeId") ?? "";
  const given = (posted.get("code") ?? "").replace(/\s/g, "").slice(0, 20);
  const pass = z.uuid().safeParse(codeId).success ? await tryCode(share, secret, { codeId, code: given }) : null;
  if (pass) {
    await Promise.all([giveBack(call, "share.try"), giveBack(call, "share.code"), giveBackCode(call, pass)]);
    return withPass(call, pass);
  }
  const refusal = "This is not the code, or it is too old. Check it, or ask for another one.";
  return form(request, 401, codePage({ codeId, refusal }));
}

/** An answer when there were too many tries, from one line or in all; null: this one may be. */
async function charged(call: Call, name: string): Promise<DoorAnswer | null> {
  const { request, share, link } = call;
  const own = await limit(share, name, lineAt(call), perLine);
  if (!own.allowed) return tooMany(request, own.retryAfter);
  const all = await limit(share, `${name}.all`, link.linkId, perLink);
  if (all.allowed) return null;
  await refund(share, name, lineAt(call), perLine);
  return tooMany(request, all.retryAfter);
}

/** A try that was right is not counted: an office that reads does not lock itself out. */
async function giveBack(call: Call, name: string): Promise<void> {
  const { share, link } = call;
  await Promise.all([refund(share, name, lineAt(call), perLine), refund(share, `${name}.all`, link.linkId, perLink)]);
}

/** Nor is a code that was asked for and given: whoever reads on all their devices does not lock themselves out. */
async function giveBackCode({ share, link }: Call, pass: string): Promise<void> {
  const entered = await findOpenLink(share, secretOf(pass));
  if (entered?.address) await refund(share, "share.code.to", `${link.linkId} ${entered.address}`, codesPerAddress);
}

function lineAt({ request, link }: Call): string {
  return `${link.linkId} ${lineOf(request.address)}`;
}

async function chargedFor({ request, share, link }: Call, given: string): Promise<DoorAnswer | null> {
  const counted = await limit(share, "share.code.to", `${link.linkId} ${given}`, codesPerAddress);
  return counted.allowed ? null : tooMany(request, counted.retryAfter);
}

function tooMany(request: Call["request"], retryAfter: number): Promise<DoorAnswer> {
  const words = ["Too many tries", "Wait an hour, then try again, or ask whoever sent you the link."] as const;
  return notice(request, 429, words, { "Retry-After": String(retryAfter) });
}
