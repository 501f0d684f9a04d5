import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./run";
import { passesOver, shownIn } from "./test-titles";

/** The requirements that were asked for so far. */
const asked = [...span(1, 48), 52, 58, 59, ...span(64, 66), 68, 69, ...span(74, 83)];

/** Prints each requirement with the tests that show it; fails when one has none. What may be passed over shows nothing. */
run(() => {
  const shown = new Map<number, string[]>();
  for (const path of testFiles()) {
    const text = readFileSync(join(root, path), "utf8");
    if (passesOver(text)) {
      console.log(`${path} passes over tests: none of them is counted.`);
      continue;
    }
    for (const { number, title } of shownIn(text)) {
      shown.set(number, [...(shown.get(number) ?? []), `${path}: ${title}`]);
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
