import { expect, test } from "vitest";
import { encodingFor } from "./encoding";

test.each([
  [null, "identity"],
  ["", "identity"],
  ["gzip, deflate, br, zstd", "br"],
  ["gzip, deflate", "gzip"],
  ["GZIP;q=0.5", "gzip"],
  ["br;q=0, gzip;q=1.0", "gzip"],
  ["br; q=0.000", "identity"],
  ["identity", "identity"],
  ["deflate, zstd", "identity"],
] as const)("A browser that takes %s gets %s.", (accepted, encoding) => {
  expect(encodingFor(accepted)).toBe(encoding);
});
