import { describe, expect, it } from "vitest";
import { canonicalAddress, isOwnOrigin, workspaceHeaders } from "./headers";

const own = "http://127.0.0.1:3000";
const policyOf = (publicUrl: string, dev = false) =>
  new Map(
    workspaceHeaders("bm9uY2U=", publicUrl, dev)
      ["Content-Security-Policy"]?.split("; ")
      .map((directive): [string, string[]] => {
        const [name = "", ...values] = directive.split(" ");
        return [name, values];
      }),
  );

describe("what every answer carries", () => {
  it("allows scripts by this answer's nonce, nothing inline, and no other origin", () => {
    const policy = policyOf(own);
    expect(policy.get("default-src")).toEqual(["'none'"]);
    expect(policy.get("script-src")).toEqual(["'self'", "'nonce-bm9uY2U='", "'strict-dynamic'"]);
    expect([...policy.values()].flat()).not.toContain("'unsafe-inline'");
    expect([...policy.values()].flat()).not.toContain("'unsafe-eval'");
    expect([...policy.values()].flat().filter((value) => /^(\*|https?:|wss?:)/.test(value))).toEqual([]);
    for (const name of ["base-uri", "frame-ancestors", "object-src", "frame-src"]) {
      expect(policy.get(name)).toEqual(["'none'"]);
    }
    expect(policy.get("form-action")).toEqual(["'self'"]);
  });

  it("speaks of https only where the workspace is reached by it", () => {
    const plain = workspaceHeaders("n", own, false);
    const secure = workspaceHeaders("n", "https://notes.example", false);
    expect(plain["Strict-Transport-Security"]).toBeUndefined();
    expect(policyOf(own).has("upgrade-insecure-requests")).toBe(false);
    expect(secure["Strict-Transport-Security"]).toBe("max-age=63072000; includeSubDomains");
    expect(policyOf("https://notes.example").has("upgrade-insecure-requests")).toBe(true);
  });

  it("is kept by nobody, indexed by nobody, framed by nobody", () => {
    expect(workspaceHeaders("n", own, false)).toMatchObject({
      "Cache-Control": "private, no-store",
      "Referrer-Policy": "same-origin",
      "X-Content-Type-Options": "nosniff",
      "X-Frame-Options": "DENY",
      "X-Robots-Tag": "noindex, nofollow, noarchive, nosnippet",
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Resource-Policy": "same-origin",
      "Cross-Origin-Embedder-Policy": "require-corp",
      "Origin-Agent-Cluster": "?1",
    });
  });

  it("never allows evaluation outside development", () => {
    expect(policyOf(own, true).get("script-src")).toContain("'unsafe-eval'");
    expect(policyOf(own, false).get("script-src")).not.toContain("'unsafe-eval'");
  });
});

describe("where a write may come from", () => {
  it.each([
    null,
    "",
    "null",
    "http://127.0.0.1",
    "http://127.0.0.1:3001",
    "https://127.0.0.1:3000",
    "http://localhost:3000",
    "http://127.0.0.1:3000.evil.example",
    "http://127.0.0.1:3000/",
    "http://127.0.0.1:3000, http://evil.example",
    "HTTP://127.0.0.1:3000",
  ])("refuses the origin %j", (origin) => {
    expect(isOwnOrigin(origin, own)).toBe(false);
  });

  it("accepts the workspace's own", () => {
    expect(isOwnOrigin(own, own)).toBe(true);
  });
});

describe("another name of this machine", () => {
  it.each(["localhost:3000", "[::1]:3000", "localhost:4000"])(
    "leads from %s to the address that people are given",
    (host) => {
      expect(canonicalAddress(host, "/companies?x=1", own)).toBe(`${own}/companies?x=1`);
    },
  );

  it.each([null, "", "127.0.0.1:3000", "notes.example", "localhost.evil.example", "evil@localhost:3000:1"])(
    "is not %j",
    (host) => {
      expect(canonicalAddress(host, "/", own)).toBeNull();
    },
  );

  it("is left alone where the workspace has a name of its own", () => {
    expect(canonicalAddress("localhost:3000", "/", "https://notes.example")).toBeNull();
  });
});
