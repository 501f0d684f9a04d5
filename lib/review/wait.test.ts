import { expect, it } from "vitest";
import { formatWait } from "./wait";

it.each([
  ["2025-06-03T10:47:30Z", "under a minute"],
  ["2025-06-03T10:47:00Z", "1 minute"],
  ["2025-06-03T08:00:00Z", "2 hours"],
  ["2025-06-02T10:48:00Z", "1 day"],
  ["2025-05-04T10:48:00Z", "30 days"],
])("What waits since %s has waited %s", (since, words) => {
  expect(formatWait(new Date(since), new Date("2025-06-03T10:48:00Z"))).toBe(words);
});
