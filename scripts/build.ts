import { spawn } from "node:child_process";
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { provideEnv } from "@/lib/env";
import { root } from "./run";

const sources = [
  "app",
  "lib",
  "db",
  "public",
  "package-lock.json",
  "instrumentation-client.ts",
  "next.config.ts",
  "tsconfig.json",
];
/** Written after a build that succeeded, with the time at which that began: BUILD_ID is there too when a build was killed. */
const stamp = join(root, ".next/BUILT_FROM");

/** Builds the pages unless the last build is newer than every source. */
export async function ensureBuilt(say: (line: string) => void): Promise<void> {
  const built = statSync(stamp, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (built > newestSource() && existsSync(join(root, ".next/BUILD_ID"))) return;
  say("Building the pages; this takes a minute.");
  const begun = new Date();
  provideEnv({ NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" });
  const { code, output } = await runQuietly(join(root, "node_modules/.bin/next"), ["build"]);
  if (code !== 0) {
    process.stderr.write(output);
    throw new Error("The build failed; what it said stands above.");
  }
  writeFileSync(stamp, "");
  utimesSync(stamp, begun, begun);
}

/** Folders count too: theirs is the time at which a file in them was last removed. */
function newestSource(): number {
  const times = sources
    .map((name) => join(root, name))
    .filter((path) => existsSync(path))
    .flatMap((path) => [
      statSync(path).mtimeMs,
      ...(statSync(path).isDirectory() ? readdirSync(path, { recursive: true, withFileTypes: true }) : [])
        .filter((entry) => !/\.test\.tsx?$/.test(entry.name))
        .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
    ]);
  return Math.max(...times);
}

function runQuietly(command: string, args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    child.once("error", reject).once("close", (code) => resolve({ code, output }));
  });
}
