import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright";
import { env } from "@/lib/env";
import { root } from "./run";

const installSeconds = 240;

/** A Chromium that runs on this machine: the one CHROMIUM_PATH names, Playwright's own, or the system's; null when there is none. */
export function findBrowser(): string | null {
  const { CHROMIUM_PATH } = env();
  if (CHROMIUM_PATH) {
    if (runs(CHROMIUM_PATH)) return CHROMIUM_PATH;
    throw new Error(`CHROMIUM_PATH is ${CHROMIUM_PATH}, which does not run: give it the path of a Chromium or Chrome.`);
  }
  return [chromium.executablePath(), ...systemBrowsers()].find(runs) ?? null;
}

/** Finds a Chromium, or installs one. */
export function ensureBrowser(say: (line: string) => void): string {
  const found = findBrowser();
  if (found) return found;
  say("There is no Chromium here; installing Playwright's.");
  attempt(join(root, "node_modules/.bin/playwright"), ["install", "chromium"]);
  const ours = findBrowser();
  if (ours) return ours;
  if (existsSync("/usr/bin/apt-get") && process.getuid?.() === 0) {
    say("That did not give one that runs; installing the system's.");
    attempt("apt-get", ["update"]);
    attempt("env", ["DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "chromium"]);
    const system = findBrowser();
    if (system) return system;
  }
  throw new Error("The browser tests need a Chromium: install Chromium or Chrome, or set CHROMIUM_PATH to one.");
}

function systemBrowsers(): string[] {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const onPath = names.flatMap((name) => {
    const { stdout } = spawnSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" });
    return stdout?.trim() ? [stdout.trim()] : [];
  });
  const apps = ["Google Chrome", "Chromium"].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  return [...onPath, ...apps];
}

/** Not only there: a snap's stub and a browser that lacks its libraries do not run. */
function runs(path: string): boolean {
  if (!existsSync(path)) return false;
  try {
    execFileSync(path, ["--version"], { stdio: "ignore", timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

function attempt(command: string, args: string[]): void {
  spawnSync(command, args, { cwd: root, stdio: "inherit", timeout: installSeconds * 1000 });
}
