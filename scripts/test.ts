import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { provideEnv } from "@/lib/env";
import { ensureBuilt } from "./build";
import { ensureBrowser } from "./ensure-browser";
import { root, run, sentenceOf } from "./run";

type Counts = { passed: number; failed: number };

const say = (line: string) => console.log(line);
const reports = mkdtempSync(join(tmpdir(), "quarterdeck-reports-"));

/** Everything, in the order in which it fails soonest; a later part runs though an earlier one failed, unless it needs it. */
run(async () => {
  const begun = Date.now();
  const counts: Counts[] = [];
  heading("Static checks");
  counts.push(check("next", "typegen")); // the types of pages and style sheets, which tsc needs
  counts.push(check("biome", "check", "--error-on-warnings", "."), check("tsc", "--noEmit"), check("knip"));
  counts.push(vitest("house"));
  heading("Unit and domain tests");
  counts.push(vitest("model", "domain"));
  heading("Build");
  const built = await step(() => ensureBuilt(say));
  heading("Browser tests");
  const browser = await step(async () => provideEnv({ CHROMIUM_PATH: ensureBrowser(say) }));
  counts.push(built, browser);
  if (built.failed + browser.failed === 0) counts.push(playwright());
  rmSync(reports, { recursive: true, force: true });
  const passed = counts.reduce((sum, each) => sum + each.passed, 0);
  const failed = counts.reduce((sum, each) => sum + each.failed, 0);
  heading(`Everything, in ${Math.round((Date.now() - begun) / 1000)} seconds`);
  say(`${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
});

function heading(text: string): void {
  say(`\n── ${text} ${"─".repeat(Math.max(0, 70 - text.length))}\n`);
}

/** A tool that counts no tests: it adds nothing when it is content, and one failure when it is not. */
function check(tool: string, ...args: string[]): Counts {
  const ok = execute(tool, args);
  say(`${tool}: ${ok ? "fine" : "FAILED"}`);
  return { passed: 0, failed: ok ? 0 : 1 };
}

async function step(work: () => Promise<void>): Promise<Counts> {
  try {
    await work();
    return { passed: 0, failed: 0 };
  } catch (error) {
    console.error(sentenceOf(error));
    return { passed: 0, failed: 1 };
  }
}

function vitest(...projects: string[]): Counts {
  const file = join(reports, `${projects.join("-")}.json`);
  const ok = execute("vitest", [
    "run",
    ...projects.flatMap((name) => ["--project", name]),
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${file}`,
  ]);
  const report = () => JSON.parse(readFileSync(file, "utf8"));
  return counted(ok, () => ({ passed: report().numPassedTests, failed: report().numFailedTests }));
}

function playwright(): Counts {
  const file = join(reports, "playwright.json");
  provideEnv({ PLAYWRIGHT_JSON_OUTPUT_FILE: file });
  const ok = execute("playwright", ["test", "--reporter=list,json"]);
  const stats = () => JSON.parse(readFileSync(file, "utf8")).stats;
  return counted(ok, () => ({ passed: stats().expected + stats().flaky, failed: stats().unexpected }));
}

/** A tool that fails counts for one failure even when no test of its own did, or when it left no report. */
function counted(ok: boolean, read: () => Counts): Counts {
  let counts = { passed: 0, failed: 0 };
  try {
    counts = read();
  } catch {
    console.error("It left no report.");
  }
  return { ...counts, failed: ok ? counts.failed : Math.max(counts.failed, 1) };
}

function execute(tool: string, args: string[]): boolean {
  return spawnSync(join(root, "node_modules/.bin", tool), args, { cwd: root, stdio: "inherit" }).status === 0;
}
