import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { root } from "@/scripts/run";

/** A script of ours in a process of its own; what it says of errors is shown. `first`: a module to load before it. */
export function forked(script: string, args: string[], first?: string): ChildProcess {
  const modules = ["tsx", ...(first ? [join(root, first)] : [])];
  return fork(join(root, script), args, {
    execArgv: modules.flatMap((name) => ["--import", name]),
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
}

/** Ends a process, and waits until it has ended. */
export async function ended(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  child.kill("SIGTERM");
  await once(child, "exit");
}

export function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}
