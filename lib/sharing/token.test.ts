import { describe, expect, it } from "vitest";
import { isToken, newToken, sha256 } from "@/lib/auth/token";
import { testCount } from "@/lib/env";

describe("the token of a shared link", () => {
  it("R25: is 32 random bytes in 43 characters: none twice, every character as likely at every place", () => {
    const count = testCount(10_000, 100_000);
    const tokens = Array.from({ length: count }, newToken);
    expect(new Set(tokens).size).toBe(count);
    expect(tokens.every(isToken)).toBe(true);
    // The last character holds four bits, so it is one of 16; the others are one of 64.
    for (let place = 0; place < 43; place += 1) {
      const kinds = place === 42 ? 16 : 64;
      const seen = new Map<string, number>();
      for (const token of tokens) seen.set(token.charAt(place), (seen.get(token.charAt(place)) ?? 0) + 1);
      const expected = count / kinds;
      const squares = [...seen.values()].reduce((sum, times) => sum + (times - expected) ** 2 / expected, 0);
      expect(seen.size).toBe(kinds);
      // Beyond six standard deviations of the chi-square distribution: less than once in a million places.
      expect(squares).toBeLessThan(kinds - 1 + 6 * Math.sqrt(2 * (kinds - 1)));
    }
  });

  it("is kept as a hash of its text, which differs for every other text", () => {
    const token = "A".repeat(43);
    expect(sha256(token)).toMatch(/^[0-9a-f]{64}$/);
    expect(sha256(token)).not.toBe(sha256(`${token.slice(0, 42)}B`));
  });

  it("is told from anything else by its shape", () => {
    for (const other of [
      "",
      "A".repeat(42),
      "A".repeat(44),
      `${"A".repeat(42)}=`,
      `${"A".repeat(42)}\n`,
      `${"A".repeat(42)}/`,
    ])
      expect(isToken(other)).toBe(false);
  });
});
