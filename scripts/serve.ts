import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { canonicalAddress, workspaceHeaders } from "@/app/_server/headers";
import { liveHub } from "@/app/_server/live-hub";
import { env, provideEnv } from "@/lib/env";
import { onInterrupt, root } from "./run";
import type { Workspace } from "./workspace";

const drainSeconds = 10;

/** Throws a sentence when something listens there already; asked before anything slow begins. */
export async function ensurePortFree(): Promise<void> {
  const probe = createServer();
  await listen(probe);
  await new Promise((resolve) => probe.close(resolve));
}

/** Serves the pages until the process is told to end; then lets requests finish and closes the workspace. */
export async function serve(workspace: Workspace, { dev = false } = {}): Promise<void> {
  provideEnv({ NODE_ENV: dev ? "development" : "production", NEXT_TELEMETRY_DISABLED: "1" });
  const { default: next } = await import("next"); // reads NODE_ENV when it is loaded
  const { HOST, PORT, PUBLIC_URL } = env();
  const server = createServer();
  const app = next({ dev, dir: root, hostname: HOST, port: PORT, httpServer: server });
  await app.prepare();
  const handle = app.getRequestHandler();
  server.on("request", (request, response) => {
    overwriteForwarded(request, new URL(PUBLIC_URL));
    if (answeredAhead(request, response, PUBLIC_URL)) return;
    handle(request, response).catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await listen(server);
  onInterrupt(async () => {
    console.log("Stopping.");
    await drain(server);
    await app.close();
    await workspace.close();
    process.exit(0);
  });
}

/** Nobody in front of us is trusted yet, so what a client says about itself here is replaced by what we know. */
function overwriteForwarded({ headers, socket }: IncomingMessage, publicUrl: URL): void {
  delete headers.forwarded;
  delete headers["x-real-ip"];
  headers["x-forwarded-for"] = socket.remoteAddress ?? "";
  headers["x-forwarded-host"] = publicUrl.host;
  headers["x-forwarded-proto"] = publicUrl.protocol.slice(0, -1);
  headers["x-forwarded-port"] = publicUrl.port || (publicUrl.protocol === "https:" ? "443" : "80");
}

/**
 * What Next cannot do from proxy.ts: lead another loopback name to PUBLIC_URL (it makes such an address relative, so that
 * a browser would go round in circles), and give headers to what it redirects or refuses before proxy.ts is asked.
 */
function answeredAhead(request: IncomingMessage, response: ServerResponse, publicUrl: string): boolean {
  const { url = "/", method, headers } = request;
  if (/^\/(s|_next\/static)\//.test(url)) return false; // the reader's door and the static files have their own
  const nonce = randomBytes(16).toString("base64"); // borne by no page, so nothing runs
  for (const [name, value] of Object.entries(workspaceHeaders(nonce, publicUrl, false)))
    response.setHeader(name, value);
  const reads = method === "GET" || method === "HEAD";
  const elsewhere = reads && url.startsWith("/") ? canonicalAddress(headers.host ?? null, url, publicUrl) : null;
  if (elsewhere) response.writeHead(307, { Location: elsewhere }).end();
  return elsewhere !== null;
}

async function drain(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  liveHub().close(); // its streams would last until somebody leaves
  server.closeIdleConnections();
  await Promise.race([closed, sleep(drainSeconds * 1000, undefined, { ref: false })]);
  server.closeAllConnections();
  await closed;
}

function listen(server: Server): Promise<void> {
  const { HOST, PORT } = env();
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(new Error(whyNot(error, HOST, PORT))));
    server.listen(PORT, HOST, resolve);
  });
}

function whyNot({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === "EADDRINUSE") return `Port ${port} on ${host} is in use: stop what uses it, or set PORT to another.`;
  if (code === "EACCES") return `Port ${port} is kept for root: set PORT to 1024 or above.`;
  return `HOST ${host} cannot be listened on (${code ?? message}): set it to an address of this machine.`;
}
