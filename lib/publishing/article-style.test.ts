import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { findFont } from "@/lib/sharing/fonts";
import { articleStyle } from "./article-style";

describe("the article's style", () => {
  it("is small, loads nothing but two fonts of ours, and has no comments left", () => {
    const style = articleStyle();
    expect(style.length).toBeLessThan(20_000);
    expect(style).not.toMatch(/\/\*|@import|<|https?:/);
    const urls = [...style.matchAll(/url\("([^"]*)"\)/g)].map((match) => match[1] ?? "");
    expect(urls).toHaveLength(2);
    for (const url of urls) {
      const hash = /^\/s\/fonts\/([0-9a-f]{32})\.woff2$/.exec(url)?.[1] ?? "";
      expect(new TextDecoder().decode(findFont(hash)?.slice(0, 4))).toBe("wOF2");
    }
    expect(style.match(/font-display:\s*swap/g)).toHaveLength(2);
  });

  it("keeps the fonts that publications name; should an update change one, keep the old file too", () => {
    expect(articleStyle().match(/fonts\/[0-9a-f]+/g)).toEqual([
      "fonts/62981321d9a3cc7a61a7379272904370",
      "fonts/e2291e842cf5af167122a22881a740c7",
    ]);
  });

  it("has the workspace's colours", () => {
    const tokens = readFileSync("app/_ui/tokens.css", "utf8");
    const valuesOf = (css: string) =>
      Object.fromEntries(
        [...css.matchAll(/(--[\w-]+):\s*(light-dark\([^;)]*\))/g)].map(([, name, value]) => [
          name,
          value?.toLowerCase().replace(/\s/g, ""),
        ]),
      );
    const own = valuesOf(articleStyle());
    expect(Object.keys(own).length).toBeGreaterThan(15);
    expect(valuesOf(tokens)).toMatchObject(own);
  });
});
