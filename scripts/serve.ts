import { createServer } from "node:http";
import { liveHub } from "@/app/_server/live-hub";
import { database } from "@/db/client";
import { shareDatabase, viewLogDatabase } from "@/db/share-client";
import { env, provideEnv } from "@/lib/env";
import { tasks } from "@/lib/jobs/task";
import { startWorker } from "@/lib/jobs/worker";
import { isAtDoor } from "@/lib/sharing/http-door";
import { VisitLog } from "@/lib/sharing/visits";
import { answeredAtTheGate } from "./at-the-gate";
import { clientAddress, trustedProxies } from "./client-address";
import { drain, httpServer, listen } from "./http-server";
import { logLines } from "./log-lines";
import { patiently } from "./patiently";
import { broken, readerDoor } from "./reader-door";
import { onInterrupt, root } from "./run";
import { work } from "./tasks";
import type { Workspace } from "./workspace";

/** Serves readers and pages until the process is told to end; then lets requests finish and closes the workspace. */
export async function serve(workspace: Workspace, { dev = false } = {}): Promise<void> {
  // Whoever kept what is said here may go; unheard, that would be an error that is said, and so on without end.
  for (const output of [process.stdout, process.stderr]) output.on("error", () => undefined);
  provideEnv({ NODE_ENV: dev ? "development" : "production", NEXT_TELEMETRY_DISABLED: "1" });
  if (!dev) logLines();
  const { default: next } = await import("next"); // reads NODE_ENV when it is loaded
  const { HOST, PORT, PUBLIC_URL, TRUSTED_PROXIES, DATABASE_URL } = env();
  const trusted = trustedProxies(TRUSTED_PROXIES);
  const visits = new VisitLog(viewLogDatabase);
  const door = readerDoor(() => ({ share: shareDatabase(), visits }), trusted);
  const server = httpServer((request, response) => {
    if (isAtDoor(request.url ?? "")) return door(request, response);
    const address = clientAddress(request, trusted);
    if (answeredAtTheGate(request, response, { address, publicUrl: PUBLIC_URL, dev })) return;
    patiently(response, () => handle(request, response)).catch(broken(response));
  });
  const readerServer = httpServer(door);
  // Nobody is led to another protocol. Node passes over the wish where nothing listens for it, and whoever has it is answered;
  // Next would listen, and leave them waiting: what it is given to listen on is reached by nobody.
  const app = next({ dev, dir: root, hostname: HOST, port: PORT, httpServer: dev ? server : createServer() });
  await app.prepare();
  const handle = app.getRequestHandler();
  await listen(server, "PORT");
  await listen(readerServer, "READER_PORT");
  const worker = DATABASE_URL ? await startWorker({ url: DATABASE_URL, db: database(), tasks, work }) : null;
  onInterrupt(async () => {
    console.log("Stopping.");
    liveHub().close(); // its streams would last until somebody leaves
    await Promise.all([drain(server), drain(readerServer), worker?.stop()]);
    await visits.close();
    await app.close();
    await workspace.close();
    process.exit(0);
  });
}
