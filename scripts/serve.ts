import { createServer, type Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { liveHub } from "@/app/_server/live-hub";
import { database } from "@/db/client";
import { env, provideEnv } from "@/lib/env";
import { tasks } from "@/lib/jobs/task";
import { startWorker } from "@/lib/jobs/worker";
import { answeredAtTheGate } from "./at-the-gate";
import { onInterrupt, root } from "./run";
import { work } from "./tasks";
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
  const { HOST, PORT, PUBLIC_URL, DATABASE_URL } = env();
  const server = createServer();
  const app = next({ dev, dir: root, hostname: HOST, port: PORT, httpServer: server });
  await app.prepare();
  const handle = app.getRequestHandler();
  server.on("request", (request, response) => {
    if (answeredAtTheGate(request, response, { publicUrl: PUBLIC_URL, dev })) return;
    handle(request, response).catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await listen(server);
  const worker = DATABASE_URL ? await startWorker({ url: DATABASE_URL, db: database(), tasks, work }) : null;
  onInterrupt(async () => {
    console.log("Stopping.");
    await Promise.all([drain(server), worker?.stop()]);
    await app.close();
    await workspace.close();
    process.exit(0);
  });
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
