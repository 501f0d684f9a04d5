import { describe, expect, it } from "vitest";
import { fileNames, formatDownloads, formatShows } from "./link-words";

describe("the words about a link", () => {
  it("say what it shows, also once that was recalled", () => {
    const shows = (policy: "revision" | "latest") =>
      [false, true].map((isRecalled) => formatShows({ policy, number: 4, isRecalled }));
    expect(shows("revision")).toEqual(["r4, for ever", "That r4 was recalled"]);
    expect(shows("latest")).toEqual(["The latest published", "That the latest was recalled"]);
  });

  it("promise no PDF where there is nothing to print it with, and say why", () => {
    expect(fileNames(true)).toEqual(["PDF", "Markdown", "JSON"]);
    expect(fileNames(false)).toEqual(["Markdown", "JSON"]);
    expect(formatDownloads(true)).toMatch(/^As PDF, Markdown and JSON\. /);
    expect(formatDownloads(false)).toMatch(/^As Markdown and JSON\. There is no PDF: .*CHROMIUM_PATH/);
  });
});
