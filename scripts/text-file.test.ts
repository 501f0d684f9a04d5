import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readText, textFilesIn } from "./text-file";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "quarterdeck-text-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, bytes: string | Buffer): string {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
}

test("UTF-8 is read as it is, byte order mark and line ends included.", () => {
  expect(readText(write("a.txt", "\uFEFF金山云\r\n"))).toBe("\uFEFF金山云\r\n");
});

test("UTF-16 is read when its first two bytes say so.", () => {
  const little = Buffer.from("\uFEFF金山云", "utf16le");
  expect(readText(write("little.txt", little))).toBe("金山云");
  expect(readText(write("big.txt", Buffer.from(little).swap16()))).toBe("金山云");
});

test("What is not text is refused by its name.", () => {
  for (const bytes of [Buffer.from([0xff, 0xfa]), Buffer.from("a\0b"), Buffer.from([0xc3])]) {
    expect(() => readText(write("odd.txt", bytes))).toThrow("odd.txt is not text: save it as UTF-8 and try again.");
  }
});

test("A folder means its text files, those in folders below it too, by name.", () => {
  mkdirSync(join(folder, "b"));
  const files = [write("a.txt", ""), write("b/c.MD", ""), write("d.txt", "")];
  write("e.pdf", "");
  expect(textFilesIn(folder)).toEqual(files);
  expect(textFilesIn(join(folder, "e.pdf"))).toEqual([join(folder, "e.pdf")]);
});

test("A path with nothing to read is refused.", () => {
  mkdirSync(join(folder, "empty"));
  expect(() => textFilesIn(join(folder, "empty"))).toThrow("There is no .txt or .md file in");
  expect(() => textFilesIn(join(folder, "absent"))).toThrow("There is no file or folder");
});
