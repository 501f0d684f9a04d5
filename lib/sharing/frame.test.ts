import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { html } from "@/lib/publishing/html";
import { noticePage, sharedPage } from "./frame";

const opened = {
  article: "<main><h1>Orders recover</h1></main>",
  style: "main{color:red}",
  ticker: 'F"\\</style>',
  period: "2025-Q1" as const,
  number: 4,
  contentSha256: "7c1e9b2f".padEnd(64, "0"),
};

const around = { before: html`<p>Before</p>`, after: html`<aside>After</aside>` };

describe("the reader's frame", () => {
  it("holds the stored article and style as they are", () => {
    const { document } = sharedPage(opened, around);
    expect(document).toContain(opened.article);
    expect(document).toContain(`<style>${opened.style}`);
    expect(document).toContain("Shared note, read only");
    expect(document).toContain(`<p>Before</p>${opened.article}<aside>After</aside>`);
  });

  it("names in its policy the one style that it has", () => {
    for (const { document, styleSha256 } of [sharedPage(opened, around), noticePage("Nothing", "Nothing at all.")]) {
      const styles = [...document.matchAll(/<style>([\s\S]*?)<\/style>/g)].map((match) => match[1] ?? "");
      expect(styles).toHaveLength(1);
      expect(
        createHash("sha256")
          .update(styles[0] ?? "")
          .digest("base64"),
      ).toBe(styleSha256);
    }
  });

  it("R32: says nothing in its head of what it is about", () => {
    const { document } = sharedPage({ ...opened, ticker: "FOG" }, around);
    const head = document.slice(0, document.indexOf("</head>"));
    expect(head).toContain("<title>Shared note · Quarterdeck</title>");
    expect(head).not.toMatch(/FOG|2025|Orders|7c1e9b2|og:|r4/);
    expect(head).toMatch(/name="robots" content="noindex/);
  });

  it("has no script, and escapes what a notice says", () => {
    expect(sharedPage(opened, around).document).not.toMatch(/<script|javascript:| on\w+=/i);
    expect(sharedPage(opened, { ...around, title: "<b>" }).document).toContain("<title>&lt;b&gt;</title>");
    expect(noticePage("<b>", "a & b").document).toContain("<h1>&lt;b&gt;</h1><p>a &amp; b</p>");
  });
});
