import { randomBytes } from "node:crypto";
import { type DoorAnswer, type DoorRequest, isOfPass, notice, overHttps } from "./door-answer";
import type { Call } from "./door-call";
import { findOpenLink, secretOf } from "./door-queries";

/** To the note, at an address that has nothing of the link's, with a pass in a cookie that goes nowhere else. */
export function withPass({ request, base }: Pick<Call, "request" | "base">, pass: string): Promise<DoorAnswer> {
  // Of two things that a link asks for, each has its pass, and both open the same place.
  if (isOfPass(request)) return onTo(request, base.slice("/s/v/".length), [cookie(base, pass)]);
  const place = randomBytes(12).toString("base64url");
  const wayThere = cookie(base, `${place}.${pass}`);
  return onTo(request, place, [cookie(`/s/v/${place}`, pass), wayThere]);
}

/** On from the address of a link to the place that it opened in this browser; null: it opened none, or that is over. */
export async function openedPlace({ request, share, link, base }: Call): Promise<DoorAnswer | null> {
  if (isOfPass(request) || !(link.asksPassword || link.asksAddress)) return null;
  const [, place, pass] = /^([\w-]{16})\.([\w-]{43})$/.exec(heldAt(request, base)) ?? [];
  if (!place || !pass) return null;
  const opened = await findOpenLink(share, secretOf(pass));
  if (opened?.linkId !== link.linkId) return null;
  // While it asks for more, the place may have the pass for that already.
  return onTo(request, place, opened.asksAddress ? [] : [cookie(`/s/v/${place}`, pass)]);
}

/** What a browser holds for an address of the door's; empty: nothing. */
export function heldAt({ headers }: DoorRequest, base: string): string {
  const name = `${cookieName(base)}=`;
  const cookies = headers.get("cookie")?.split(/;\s*/) ?? [];
  return cookies.find((each) => each.startsWith(name))?.slice(name.length) ?? "";
}

async function onTo(request: DoorRequest, place: string, cookies: string[]): Promise<DoorAnswer> {
  const answer = await notice(request, 303, ["Go on to the note", "It is open now."], { Location: `/s/v/${place}` });
  return { ...answer, cookies };
}

function cookie(path: string, value: string): string {
  return `${cookieName(path)}=${value}; Path=${path}; HttpOnly; SameSite=Lax${overHttps() ? "; Secure" : ""}`;
}

function cookieName(path: string): string {
  return `${overHttps() ? "__Secure-" : ""}share${path.startsWith("/s/v/") ? `_${path.slice(5)}` : ""}`;
}
