import { existsSync } from "node:fs";
import { join } from "node:path";
import { env } from "@/lib/env";
import { onNpmGone } from "./npm-parent";

export const root = join(import.meta.dirname, "..");

let interrupted = (): void => process.exit(130);

/** What Ctrl-C, SIGTERM, a closed terminal and an npm that was ended do from now on, instead of ending the process at once. */
export function onInterrupt(act: () => void): void {
  interrupted = () => {
    interrupted = () => {};
    act();
    // One Ctrl-C may arrive several times, from the terminal and from those who pass it on; a later one is another.
    setTimeout(() => {
      interrupted = () => process.exit(130);
    }, 1000).unref();
  };
}

/** Runs a script. A number that `main` returns is its exit code; an error is one sentence and exit code 1. */
export async function run(main: () => Promise<unknown>): Promise<void> {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => interrupted());
  onNpmGone(() => interrupted());
  try {
    if (existsSync(join(root, ".env"))) process.loadEnvFile(join(root, ".env"));
    env(); // a bad value stops the script before it does anything
    const code = await main();
    if (typeof code === "number") process.exitCode = code;
  } catch (error) {
    endWith(sentenceOf(error));
  }
}

/** Ends the process; a database that it started ends with it. */
export function endWith(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

/** What went wrong, in the words of what caused it: drizzle wraps that into the statement it failed in. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (wantsStack() && error.name !== "Refused") return error.stack ?? error.message;
  if (error.cause instanceof Error) return sentenceOf(error.cause);
  return error.message.split("\n")[0] || error.name;
}

function wantsStack(): boolean {
  try {
    return Boolean(env().DEBUG);
  } catch {
    return false;
  }
}
