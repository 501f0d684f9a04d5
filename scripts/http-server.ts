import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { env } from "@/lib/env";
import { fileHeaders } from "@/lib/sharing/headers";

const drainSeconds = 10;

type PortName = "PORT" | "READER_PORT";

const options = {
  headersTimeout: 10_000,
  requestTimeout: 25_000,
  connectionsCheckingInterval: 2_000,
  requireHostHeader: false, // node would refuse without headers what `answerReadable` refuses with them
};

/** A server that waits for nobody who sends their request byte by byte. */
export function httpServer(answer: RequestListener): Server {
  return createServer(options, answerReadable(answer))
    .on("checkExpectation", (_, response: ServerResponse) => answerEmpty(response, 417, { Connection: "close" }))
    .on("clientError", answerUnreadable);
}

function answerReadable(answer: RequestListener): RequestListener {
  return (request, response) => {
    if (request.headers.host === undefined && request.httpVersion !== "1.0") {
      return answerEmpty(response, 400, { Connection: "close" });
    }
    answer(request, response);
  };
}

const unreadable: Record<string, string> = {
  ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout",
  HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large",
};

/** What cannot be read as a request, or comes too slowly, is answered before there is a request that could be. */
function answerUnreadable({ code = "" }: NodeJS.ErrnoException, socket: Duplex): void {
  // After an answer, or a part of one, this would be taken for more of it, or for the answer to another request.
  if (!socket.writable || (socket as Socket).bytesWritten > 0) return void socket.destroy();
  const headers = Object.entries(emptyHeaders()).map(([name, value]) => `${name}: ${value}`);
  const head = [`HTTP/1.1 ${unreadable[code] ?? "400 Bad Request"}`, ...headers, "Connection: close"];
  socket.end(`${head.join("\r\n")}\r\n\r\n`);
}

/** Answers with nothing where neither the door nor a page has made anything. Headers that are there stay. */
export function answerEmpty(response: ServerResponse, status: number, more: Record<string, string> = {}): void {
  for (const [name, value] of Object.entries({ ...emptyHeaders(), ...more })) {
    if (!response.hasHeader(name)) response.setHeader(name, value);
  }
  response.writeHead(status, { "Content-Length": 0 }).end();
}

function emptyHeaders(): Record<string, string> {
  return fileHeaders("text/plain; charset=utf-8", null, 0, env().PUBLIC_URL.startsWith("https:"));
}

/** Throws a sentence when something listens there already; asked before anything slow begins. */
export async function ensurePortsFree(): Promise<void> {
  for (const name of ["PORT", "READER_PORT"] as const) {
    const probe = createServer();
    if (await listen(probe, name)) await new Promise((resolve) => probe.close(resolve));
  }
}

/** Whether it listens: a port that is not set is not listened on. */
export function listen(server: Server, name: PortName): Promise<boolean> {
  const { HOST, [name]: port } = env();
  if (port === undefined) return Promise.resolve(false);
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(new Error(whyNot(error, HOST, port, name))));
    server.listen(port, HOST, () => resolve(true));
  });
}

/** Takes no more requests, and lets those that are being answered finish for a while. */
export async function drain(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = new Promise((resolve) => server.close(resolve));
  server.prependListener("request", (_, response) => response.setHeader("Connection", "close")); // or a busy one stays
  server.closeIdleConnections();
  await Promise.race([closed, sleep(drainSeconds * 1000, undefined, { ref: false })]);
  server.closeAllConnections();
  await closed;
}

function whyNot({ code, message }: NodeJS.ErrnoException, host: string, port: number, name: PortName): string {
  if (code === "EADDRINUSE") return `Port ${port} on ${host} is in use: stop what uses it, or set ${name} to another.`;
  if (code === "EACCES") return `Port ${port} is kept for root: set ${name} to 1024 or above.`;
  return `HOST ${host} cannot be listened on (${code ?? message}): set it to an address of this machine.`;
}
