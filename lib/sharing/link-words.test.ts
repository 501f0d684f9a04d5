import { describe, expect, it } from "vitest";
import { fileNames, formatDownloads } from "./link-words";

describe("the words about a link", () => {
  it("promise no PDF where there is nothing to print it with, and say why", () => {
    expect(fileNames(true)).toEqual(["PDF", "Markdown", "JSON"]);
    expect(fileNames(false)).toEqual(["Markdown", "JSON"]);
    expect(formatDownloads(true)).toMatch(/^As PDF, Markdown and JSON\. /);
    expect(formatDownloads(false)).toMatch(/^As Markdown and JSON\. There is no PDF: .*CHROMIUM_PATH/);
  });
});
