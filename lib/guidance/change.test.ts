import { expect, it } from "vitest";
import { countChanges, formatChange } from "./change";

it("A change is shown in words, and an unknown one says so", () => {
  expect(formatChange("not_addressed")).toBe("not addressed");
  expect(formatChange("raised")).toBe("raised");
  expect(formatChange(null)).toBe("not stated");
});

it("Changes are counted in the order of the list, without those that nobody made", () => {
  const rows = (["met", "raised", "met", null] as const).map((change) => ({ change }));
  expect(countChanges(rows)).toEqual([
    { change: "raised", count: 1 },
    { change: "met", count: 2 },
  ]);
});
