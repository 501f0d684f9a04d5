import { describe, expect, it } from "vitest";
import { type Html, html, joined } from "./html";

describe("the template tag", () => {
  it("escapes what is put into it, in text and in attributes", () => {
    const word = `<a href="x">'&</a>`;
    const safe = "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&lt;/a&gt;";
    expect(html`<p title="${word}">${word}</p>`.toString()).toBe(`<p title="${safe}">${safe}</p>`);
  });

  it("takes its own pieces as they are, and nothing for null and false", () => {
    expect(html`${html`<b>${"&"}</b>`}${null}${false}${undefined}${0}`.toString()).toBe("<b>&amp;</b>0");
    expect(joined([html`<i>a</i>`, html`b`], " & ").toString()).toBe("<i>a</i> &amp; b");
  });

  it("does not take an object that looks like a piece", () => {
    const forged = { toString: () => "<script>" } as unknown as Html;
    expect(html`${forged}`.toString()).toBe("&lt;script&gt;");
  });

  it("drops the template's own line breaks, never those of a text", () => {
    expect(
      html`
      <p>
        ${"a\n  b"}
      </p>`.toString(),
    ).toBe("<p>a\n  b</p>");
  });
});
