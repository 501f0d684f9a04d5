import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./run";

/** The requirements that were asked for so far. */
const asked = [...span(1, 48), 52, 58, 59, ...span(64, 66), 68, 69, ...span(74, 83)];

/** A test that shows one has its number at the head of its title: `R12: …` or `R6, R7: …`. */
const titled = /\(\s*(["'`])(R\d{1,2}(?:, R\d{1,2})*): ([^\n]*?)\1/g;

/** Prints each requirement with the tests that show it; fails when one has none. */
run(() => {
  const shown = new Map<number, string[]>();
  for (const path of testFiles()) {
    for (const [, , numbers = "", title] of readFileSync(join(root, path), "utf8").matchAll(titled)) {
      for (const number of numbers.split(", ").map((each) => Number(each.slice(1)))) {
        shown.set(number, [...(shown.get(number) ?? []), `${path}: ${title}`]);
      }
    }
  }
  for (const number of asked) {
    const tests = shown.get(number) ?? ["no test shows it"];
    console.log(tests.map((test, at) => `${at === 0 ? `R${number}`.padEnd(4) : "    "} ${test}`).join("\n"));
  }
  const missing = asked.filter((number) => !shown.has(number)).map((number) => `R${number}`);
  console.log(
    `${asked.length - missing.length} of ${asked.length} are shown${missing.length > 0 ? `, but not ${missing.join(", ")}` : ""}.`,
  );
  return Promise.resolve(missing.length > 0 ? 1 : 0);
});

/** By their path from the root. */
function testFiles(): string[] {
  const inFolder = (folder: string) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((path) => `${folder}/${path}`);
  return ["app", "bench", "db", "e2e", "lib", "scripts"]
    .flatMap(inFolder)
    .filter((path) => /\.(test|spec)\.ts$/.test(path))
    .toSorted();
}

function span(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}
