import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { removeData } from "@/db/embedded";
import { throwawayFolder } from "@/db/throwaway";
import { provideEnv } from "@/lib/env";
import { workspaceSchema } from "./workspace";

/** Serves the built product for the whole run, in a process of its own as in production. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const folder = await throwawayFolder("e2e");
  const server = fork(join(import.meta.dirname, "server.ts"), [folder], { execArgv: ["--import", "tsx"] });
  const ended = once(server, "exit");
  const ready = once(server, "message").then(([message]) => workspaceSchema.parse(message));
  const workspace = await Promise.race([ready, ended]);
  if (Array.isArray(workspace)) {
    await removeData(folder);
    throw new Error("The server for the browser tests ended; what it said stands above.");
  }
  provideEnv({ QUARTERDECK_E2E: JSON.stringify(workspace) });
  return async () => {
    server.kill("SIGTERM");
    await ended;
    await removeData(folder);
  };
}
