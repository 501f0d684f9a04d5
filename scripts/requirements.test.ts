import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, it } from "vitest";
import { passesOver, shownIn } from "./test-titles";

it("Every requirement that was asked for has a test with its number in the title", () => {
  const root = join(import.meta.dirname, "..");
  const { status, stdout } = spawnSync(process.execPath, ["--import", "tsx", "scripts/requirements.ts"], {
    cwd: root,
    encoding: "utf8",
  });
  expect(stdout).toMatch(/(\d+) of \1 are shown\.$/m);
  expect(status).toBe(0);
});

it("A test that is commented out shows nothing, and neither does a file that passes over some", () => {
  const test = (head: string) => `${head}("R12, R13: What is shown", () => {});`;
  const both = [12, 13].map((number) => ({ number, title: "What is shown" }));
  for (const head of ["it", "test", 'it.each(["a"])']) {
    expect(shownIn(test(head))).toEqual(both);
    expect(passesOver(test(head))).toBe(false);
  }
  for (const text of [`// ${test("it")}`, `  // ${test("test")}`, `/*\n${test("it")}\n*/`, `/** ${test("it")} */`]) {
    expect(shownIn(text)).toEqual([]);
  }
  for (const way of ["skip", "todo", "fixme", "only", "skipIf(true)", "concurrent.skip"]) {
    for (const head of ["it", "test", "describe"]) expect(passesOver(test(`${head}.${way}`)), way).toBe(true);
  }
  expect(passesOver(`test("A", () => { test.fixme(); });`)).toBe(true);
  expect(passesOver(test("xit"))).toBe(true);
});
