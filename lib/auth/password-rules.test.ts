import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { testCount } from "@/lib/env";
import { hashPassword, passwordMatches } from "./password";
import { commonPasswordsPath, requireGoodPassword } from "./password-rules";

const ana = { email: "ana.alder@fog.example", name: "Ana Alder" };
const attempt = (password: string) => () => requireGoodPassword(password, ana);

describe("R12: a password", () => {
  it.each([
    "correct horse battery staple",
    `${"a".repeat(3)}bcdefghijklmnopq`,
    "Öfters mal was Neues",
    "\u{1F980}\u{1F41F}\u{1F40B}\u{1F991}\u{1F420}\u{1F433}\u{1F99E}\u{1F419}\u{1F421}\u{1F988}\u{1F42C}\u{1F990}\u{1F98E}\u{1F422}\u{1F995}",
    "gravel 7 lantern quorum thistle monsoon apricot velvet harbour !!",
    `${"tide ".repeat(20)}and one more`,
  ])("may be anything of 15 to 128 characters: %s", (password) => {
    expect(attempt(password)).not.toThrow();
  });

  it("is counted in characters as they are seen, after they were folded", () => {
    expect(attempt("short")).toThrow("15 characters or more; this one has 5");
    expect(attempt("\u{1F980}".repeat(8))).toThrow("this one has 8");
    expect(attempt("ﬁne weather to")).not.toThrow(); // the ligature is two letters
    expect(attempt("x".repeat(64) + "abcdefghij".repeat(7))).toThrow("128 characters at most; this one has 134");
  });

  it("is none of those that leaked most often, in whatever case", () => {
    const lines = readFileSync(commonPasswordsPath(), "utf8").split("\n");
    expect(lines.length).toBeGreaterThan(900_000);
    const tried = lines.filter((line, at) => line.length >= 15 || at < testCount(5_000, 1_000_000));
    const accepted = tried.filter((line) => !isRefused(line) || !isRefused(line.toUpperCase()));
    expect(accepted).toEqual([]);
  });

  it("is not one piece over and over, nor the person's or the product's name and little else", () => {
    expect(attempt("abcabcabcabcabcabc")).toThrow("tried first");
    expect(attempt("aaaaaaaaaaaaaaaaaaaa")).toThrow("tried first");
    for (const own of [
      "ana.alder@fog.example",
      "Ana Alder Quarterdeck 1",
      "quarterdeck-password-2026",
      "AlderAlderAna.fog",
    ]) {
      expect(attempt(own), own).toThrow("Little is left");
    }
    expect(attempt("ana keeps her boat in the bay")).not.toThrow();
  });

  it("has no character that cannot be kept", () => {
    expect(attempt(`${"a word or two of mine"}\0`)).toThrow("cannot be kept");
    expect(attempt(`${"a word or two of mine"}\uD800`)).toThrow("cannot be kept");
  });

  it("counts to its last character, and is the same however it was composed", async () => {
    const long = `${"0123456789".repeat(7)}abc`;
    const hash = await hashPassword(long);
    expect(await passwordMatches(hash, long)).toBe(true);
    expect(await passwordMatches(hash, `${long.slice(0, 72)}x`)).toBe(false);
    const composed = await hashPassword("caf\u00e9 au lait du matin");
    expect(await passwordMatches(composed, "cafe\u0301 au lait du matin")).toBe(true);
  });
});

function isRefused(password: string): boolean {
  try {
    requireGoodPassword(password, ana);
    return false;
  } catch {
    return true;
  }
}
