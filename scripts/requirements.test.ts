import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";

it("Every requirement that was asked for has a test with its number in the title", () => {
  const root = join(import.meta.dirname, "..");
  const { status, stdout } = spawnSync(process.execPath, ["--import", "tsx", "scripts/requirements.ts"], {
    cwd: root,
    encoding: "utf8",
  });
  expect(stdout).toMatch(/(\d+) of \1 are shown\.$/m);
  expect(status).toBe(0);
});
