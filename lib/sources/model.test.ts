import { describe, expect, it } from "vitest";
import { compareLabels, formatKindAndDate, formatLabel, isLink } from "./model";

describe("a document of a note", () => {
  it("is called doc and its number, on one line, or by a label in words", () => {
    expect(formatLabel("5")).toBe("doc\u00a05");
    expect(formatLabel("10-K")).toBe("10-K");
  });

  it("stands in the order in which people count", () => {
    expect(["10-K", "10", "2", "Annex"].sort(compareLabels)).toEqual(["2", "10", "10-K", "Annex"]);
  });

  it("says of its kind and date what is known", () => {
    expect(formatKindAndDate({ kind: "release", date: "2025-05-28" })).toBe("Release, 28 May 2025");
    expect(formatKindAndDate({ kind: null, date: "2025-05-28" })).toBe("28 May 2025");
    expect(formatKindAndDate({ kind: "filing", date: null })).toBe("Filing");
    expect(formatKindAndDate({ kind: null, date: null })).toBe("");
  });

  it("is a link at an http address alone", () => {
    for (const address of ["https://a.example/", "HTTP://a.example"]) expect(isLink(address), address).toBe(true);
    for (const address of ["javascript:alert(1)", "data:,x", " https://a.example", "//a.example", "ftp://a", "https:a"])
      expect(isLink(address), address).toBe(false);
  });
});
