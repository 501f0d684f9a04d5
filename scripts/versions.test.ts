import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "./run";

type Lock = { packages: Record<string, { version?: string; optional?: boolean }> };

const lock: Lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));

/** Every version of a package that is installed, wherever it lies. */
function versionsOf(name: string): string[] {
  return Object.entries(lock.packages)
    .filter(([place]) => place === `node_modules/${name}` || place.endsWith(`/node_modules/${name}`))
    .map(([, { version }]) => version ?? "");
}

/** Whether a version is at least another, by semver: a pre-release comes before its release. */
function isAtLeast(version: string, least: string): boolean {
  const parts = (text: string) => {
    const [release = "", before = "~"] = text.split(/-(.*)/); // "~" sorts behind every name of a pre-release
    return [...release.split("."), ...before.split(".")];
  };
  const [own, wanted] = [parts(version), parts(least)];
  for (const [at, part] of own.entries()) {
    const other = wanted[at];
    if (other === undefined || part === other) continue;
    const areNumbers = /^\d+$/.test(part) && /^\d+$/.test(other);
    return areNumbers ? Number(part) > Number(other) : part > other;
  }
  return own.length >= wanted.length;
}

describe("R80: what is installed", () => {
  it("R80: is compared by semver", () => {
    const rising = [
      "4.9.9",
      "5.0.0-beta.4",
      "5.0.0-beta.32",
      "5.0.0-beta.100",
      "5.0.0-rc.1",
      "5.0.0",
      "5.0.1",
      "5.10.0",
      "16.4.6",
    ];
    for (const [at, version] of rising.entries()) {
      expect(rising.filter((other) => isAtLeast(version, other))).toEqual(rising.slice(0, at + 1));
    }
  });

  it.each([
    ["next", "16.4.6"],
    ["react", "19.3.1"],
    ["react-dom", "19.3.1"],
    ["next-auth", "5.0.0-beta.32"],
    ["drizzle-orm", "0.45.4"],
  ])("R80: has of %s nothing older than %s", (name, least) => {
    const found = versionsOf(name);
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((version) => !isAtLeast(version, least))).toEqual([]);
  });

  it("R80: has no reader of spreadsheets with known holes, and none of PDF older than 4.2.67", () => {
    expect(versionsOf("xlsx")).toEqual([]);
    expect(versionsOf("pdfjs-dist").filter((version) => !isAtLeast(version, "4.2.67"))).toEqual([]);
  });

  it("R80: has within Next a compiled React of the same line, that of its server components too", () => {
    const compiled = join(root, "node_modules/next/dist/compiled");
    const bundles = [
      "react/cjs/react.production.js",
      "react/cjs/react.react-server.production.js",
      "react-dom/cjs/react-dom-client.production.js",
      "react-dom/cjs/react-dom-server.node.production.js",
    ];
    for (const name of bundles) {
      const found = /\b\d+\.\d+\.\d+-canary-[0-9a-f]+-\d{8}\b/.exec(readFileSync(join(compiled, name), "utf8"));
      const [version = "none"] = found ?? [];
      expect([name, version, isAtLeast(version, "19.3.0-canary")]).toEqual([name, version, true]);
      expect(Number(version.slice(-8)), name).toBeGreaterThanOrEqual(20261001);
    }
    const server = join(
      compiled,
      "react-server-dom-turbopack/cjs/react-server-dom-turbopack-server.node.production.js",
    );
    expect(readFileSync(server, "utf8"), "own properties alone are read of what a client names").toContain(
      "hasOwnProperty",
    );
    expect(JSON.parse(readFileSync(join(root, "node_modules/next/package.json"), "utf8")).version).toBe(
      versionsOf("next")[0],
    );
  });
});
