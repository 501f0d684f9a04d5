import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testCount } from "@/lib/env";
import { nextPath, signInPath } from "./next-path";

const elsewhere = [
  ...[
    "",
    " ",
    "companies",
    "https:e",
    "https://e.example",
    "http:/e.example",
    "javascript:alert(1)",
    "data:text/html,x",
  ],
  ...[
    "//e.example",
    "///e.example",
    "/\\e.example",
    "\\\\e.example",
    "\\/e.example",
    "/\\/e.example",
    "//e.example/\\..",
  ],
  ...["/.//e.example", "/%2e//e.example", "/a/..//e.example", "/a/%2E%2e//e.example", "/./..//e.example", "/.//.//e"],
  ...["\t//e.example", "/\t/e.example", "/\n/e.example", "/\r\nLocation: //e.example", " //e.example", "/ /e.example"],
  ...[
    "/\u0000/e.example",
    "/\u00a0/e.example",
    "/\u2028/e.example",
    "\ufeff//e.example",
    "/\u0085\\e.example",
    "/\u000b/e",
  ],
  ...["ftp://e.example", "//e.example:80/", "//user@e.example", "//e.example?a", "//e.example#a", "///", "//", "\\"],
  ...["https:/e.example", "https:///e.example", "HTTPS://E.EXAMPLE", "https:\\e.example", "http:e.example", "blob:x"],
  ...[
    "vbscript:x",
    "about:blank",
    "file:///etc/hosts",
    "mailto:a@e.example",
    "?next=//e.example",
    "#//e.example",
    "./companies",
  ],
  ...["../companies", "e.example/companies", "/\t\\e.example", "/\u2029/e.example", "/\u3000/e.example", "/\u001f/e"],
];

const kept = ["/", "/companies", "/companies/KC/2025-Q1", "/companies?q=a%20b&c=//d", "/companies/BRK.B#topics"];

describe("where to go after signing in", () => {
  it.each(elsewhere)("R22: leads to the desk instead of %j", (asked) => {
    expect(nextPath(asked)).toBe("/");
  });

  it("R22: is asked for in sixty ways at least", () => expect(new Set(elsewhere).size).toBeGreaterThanOrEqual(60));

  it.each(kept)("leads to %s", (asked) => {
    expect(nextPath(asked)).toBe(asked);
  });

  it("keeps line breaks that are encoded as they are, and leads to the desk when nothing was asked", () => {
    expect(nextPath("/a%0d%0aLocation:%20//e.example")).toBe("/a%0d%0aLocation:%20//e.example");
    expect(nextPath(null)).toBe("/");
    expect(nextPath(undefined)).toBe("/");
  });

  it("never leaves the workspace, whatever is asked", () => {
    const piece = fc.constantFrom(
      "/",
      "\\",
      ".",
      "..",
      "%2e",
      "%2f",
      "%5c",
      ":",
      "@",
      "e.example",
      "?",
      "#",
      "\t",
      "\n",
      " ",
    );
    const asked = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join("")),
    );
    fc.assert(
      fc.property(asked, (text) => {
        const path = nextPath(text);
        expect(new URL(path, "https://notes.example").origin).toBe("https://notes.example");
        expect(path).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/);
        expect(nextPath(path)).toBe(path);
      }),
      { numRuns: testCount(1000, 20_000) },
    );
  });

  it("leads back through the sign-in page", () => {
    expect(signInPath("/")).toBe("/sign-in");
    const led = new URL(signInPath("/companies/KC?a=1&b=2#c"), "https://notes.example");
    expect(nextPath(led.searchParams.get("next"))).toBe("/companies/KC?a=1&b=2#c");
  });
});
