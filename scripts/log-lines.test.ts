import { DrizzleQueryError } from "drizzle-orm";
import fc from "fast-check";
import { expect, it } from "vitest";
import { logLine } from "./log-lines";

it("R82: Whatever is logged is one line of JSON, of characters that neither end it nor steer a terminal", () => {
  const nasty = fc.constantFrom(
    "\n",
    "\r\n",
    "\u001b[31m",
    "\u009b2J",
    "\u2028",
    "\u0085",
    "\0",
    '"}',
    "\ud800",
    "%s%j%o",
  );
  const text = fc.array(fc.oneof(nasty, fc.string({ unit: "binary" }))).map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, text, (first, second) => {
      const line = logLine("error", [first, new Error(second)]);
      expect(line).toMatch(/^\{"at":"[^"]+","level":"error","message":".*"\}$/);
      expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      expect(JSON.parse(line).level).toBe("error");
    }),
    { numRuns: 1_000 },
  );
});

it("R82: What a statement that failed was given is not logged, only the statement and why", () => {
  const cause = Object.assign(new Error("value too long"), { code: "22001" });
  const error = new DrizzleQueryError("update takeaways set title = $1", ["a secret\nof two lines"], cause);
  const line = logLine("error", ["It broke:", error]);
  expect(line).toContain("update takeaways set title = $1");
  expect(line).toContain("22001");
  expect(line).not.toMatch(/secret|of two lines/);
});
