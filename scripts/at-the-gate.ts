import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { canonicalAddress, workspaceHeaders } from "@/app/_server/headers";
import { beforeHead } from "./before-head";
import { refusalOf } from "./refusals";

/** What a client may say to change what the framework does with its request. */
const neverFromOutside = [
  "forwarded",
  "x-real-ip",
  "x-path",
  "content-security-policy-report-only",
  "x-middleware-subrequest",
  "next-resume",
];

/** What readers were given, and the log of it, come with stricter headers than a page's. */
const hasOwnHeaders = /^\/links\/[^/]+\/(views\.csv|seen\/[^/]+)$/;

type Gate = { address: string; publicUrl: string; dev: boolean };

/**
 * What happens to every request before Next has it; whether it was answered here. Headers alone: who may see what is asked
 * by every page and action itself. It stands in front of Next and not in its proxy, which would cost every save and page a
 * millisecond, and is asked only after Next has redirected or refused some requests by itself.
 */
export function answeredAtTheGate(request: IncomingMessage, response: ServerResponse, gate: Gate): boolean {
  const { address, publicUrl, dev } = gate;
  const { headers } = request;
  for (const name of neverFromOutside) delete headers[name];
  overwriteForwarded(request, address, new URL(publicUrl));
  const url = asked(request);
  if (url.pathname.startsWith("/_next/static/")) return false; // they have their own
  const nonce = randomBytes(16).toString("base64");
  const answered = workspaceHeaders(nonce, publicUrl, dev);
  const own = Object.entries(answered);
  if (hasOwnHeaders.test(url.pathname)) {
    beforeHead(response, (status) => {
      for (const [name, value] of own) if (!response.hasHeader(name)) response.setHeader(name, value);
      return status;
    });
  } else for (const [name, value] of own) response.setHeader(name, value);
  headers["content-security-policy"] = answered["Content-Security-Policy"] ?? ""; // where Next finds the nonce
  headers["x-path"] = url.pathname + url.search;
  return refused(request, response, publicUrl) || ledHome(request, response, publicUrl);
}

/** What a client says about itself here is replaced by what we know. */
function overwriteForwarded({ headers }: IncomingMessage, address: string, publicUrl: URL): void {
  headers["x-forwarded-for"] = address;
  headers["x-forwarded-host"] = publicUrl.host;
  headers["x-forwarded-proto"] = publicUrl.protocol.slice(0, -1);
  headers["x-forwarded-port"] = publicUrl.port || (publicUrl.protocol === "https:" ? "443" : "80");
}

/** What is asked for, without what Next's own scripts add. */
function asked({ url = "/" }: IncomingMessage): URL {
  const nowhere = "http://nowhere.invalid";
  const whole = url.startsWith("/") ? nowhere + url : nowhere;
  const found = URL.canParse(whole) ? new URL(whole) : new URL(nowhere);
  if (found.searchParams.has("_rsc")) found.searchParams.delete("_rsc");
  return found;
}

/** Another loopback name is led to PUBLIC_URL, where the sessions are. */
function ledHome({ url = "", method, headers }: IncomingMessage, response: ServerResponse, publicUrl: string): boolean {
  if (method === "POST" || !url.startsWith("/")) return false;
  const home = canonicalAddress(headers.host ?? null, url, publicUrl);
  if (home) response.writeHead(307, { Location: home }).end();
  return home !== null;
}

/** Whether it was refused. What is left of a body is read and thrown away, so that whoever sends it hears why. */
function refused(request: IncomingMessage, response: ServerResponse, publicUrl: string): boolean {
  const refusal = refusalOf(request, publicUrl);
  if (!refusal) return false;
  const { status, sentence, headers } = refusal;
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", ...headers });
  response.end(request.method === "HEAD" ? undefined : sentence);
  return true;
}
