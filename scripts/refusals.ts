import type { IncomingMessage } from "node:http";
import { isOwnOrigin } from "@/app/_server/headers";

type Refusal = { status: number; sentence: string; headers?: Record<string, string> };

const methods = ["GET", "HEAD", "POST"];

/** What a form or a script of ours sends. A save holds at most 300,000 characters of edits. */
const bodyBytesMax = 1_000_000;
/** A text of 1 MB, every break of which a form sends as two characters. */
const importBytesMax = 3_000_000;

/** Why a request is not handed on to Next, which would break on it, or read it first; null when it is. */
export function refusalOf({ method = "", headers, url = "" }: IncomingMessage, publicUrl: string): Refusal | null {
  if (!methods.includes(method)) {
    const allow = methods.join(", ");
    return { status: 405, sentence: `Only ${allow} are answered here.`, headers: { Allow: allow } };
  }
  const path = url.split("?", 1)[0] ?? "";
  if (!isReadable(path)) return { status: 400, sentence: "This address cannot be read. Check it and try again." };
  if (method !== "POST") return null;
  if (!isOwnOrigin(headers.origin ?? null, publicUrl)) {
    const sentence = "This request did not come from a page of this workspace. Reload the page and try again.";
    return { status: 403, sentence };
  }
  const length = Number(headers["content-length"]);
  if (!Number.isSafeInteger(length)) return { status: 411, sentence: "Say how long this is in Content-Length." };
  if (length > (path === "/import" ? importBytesMax : bodyBytesMax)) {
    return { status: 413, sentence: "This is more than can be sent at once. Go back, and send less." };
  }
  return null;
}

function isReadable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== null;
  } catch {
    return false;
  }
}
