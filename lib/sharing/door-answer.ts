import { env } from "@/lib/env";
import { encodingFor } from "./encoding";
import type { Body } from "./forms";
import { bodyPage, noticePage } from "./frame";
import { fileHeaders, pageHeaders } from "./headers";
import { heldPage, holdPage, type Page, packed } from "./pages";

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

export type DoorAnswer = {
  status: number;
  headers: Record<string, string>;
  /** each in a Set-Cookie of its own */
  cookies?: string[];
  body: Uint8Array<ArrayBuffer> | null;
};

/** A heading and a sentence in place of a note. */
export async function notice(
  request: DoorRequest,
  status: number,
  [heading, sentence]: readonly [string, string],
  more: Record<string, string> = {},
): Promise<DoorAnswer> {
  const page = heldPage(heading) ?? (await holdPage(heading, noticePage(heading, sentence)));
  return sent(request, status, page, more);
}

/** A page with a form of the door's: it may post to where it is. It may say what somebody typed, so it is kept nowhere. */
export async function form(request: DoorRequest, status: number, { heading, words }: Body): Promise<DoorAnswer> {
  return sent(request, status, await packed(bodyPage(heading, words)), {}, { hasForm: true });
}

export function onlyRead(request: DoorRequest): Promise<DoorAnswer> {
  const words = ["This page can only be read", "Open the link in a browser to read the note."] as const;
  return notice(request, 405, words, { Allow: "GET, HEAD" });
}

/**
 * One page for a link that is unknown, mistyped, expired or revoked: which of them it is, nobody learns. A page behind a
 * password or a code says how to get there, whatever it was.
 */
export function nothingHere(request: DoorRequest): Promise<DoorAnswer> {
  if (isOfPass(request)) {
    return notice(request, 404, [
      "This page is not open any more",
      "Open the link that was sent to you once more. If it opens nothing either, ask whoever sent it for a new one.",
    ]);
  }
  return notice(request, 404, [
    "This link opens nothing",
    "It may have expired or been taken back, or a part of the address is missing. Ask whoever sent it to you for a new one.",
  ]);
}

/** Whether a page is asked for that a password or a code has opened. */
export function isOfPass({ path }: DoorRequest): boolean {
  return path.startsWith("/s/v/");
}

export function sent(
  request: DoorRequest,
  status: number,
  page: Page,
  more: Record<string, string> = {},
  { hasForm = false } = {},
): DoorAnswer {
  const encoding = encodingFor(request.headers.get("accept-encoding"));
  const body = page[encoding];
  const headers = {
    ...pageHeaders(page.styleSha256, overHttps(), hasForm),
    ...(encoding === "identity" ? {} : { "Content-Encoding": encoding }),
    Vary: "Accept-Encoding",
    "Content-Length": String(body.byteLength),
    ...more,
  };
  return { status, headers, body };
}

/** A file or a piece of data: nothing that a browser would run. `name`: of the file to keep; null: it is shown. */
export function data(type: string, name: string | null, bytes: string | Uint8Array): DoorAnswer {
  const body = new Uint8Array(Buffer.from(bytes));
  return { status: 200, headers: fileHeaders(type, name, body.byteLength, overHttps()), body };
}

export function overHttps(): boolean {
  return env().READER_URL.startsWith("https:");
}
