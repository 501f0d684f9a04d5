import { expect, it } from "vitest";
import { type Change, countChanges, formatAbsent, formatChange, ownWords } from "./change";

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

it("The directions that no row has are named in one breath", () => {
  const rowsOf = (...list: Change[]) => list.map((change) => ({ change }));
  expect(formatAbsent([{ change: null }])).toBe("0 raised, lowered or maintained");
  expect(formatAbsent(rowsOf("raised", "met"))).toBe("0 lowered or maintained");
  expect(formatAbsent(rowsOf("raised", "lowered"))).toBe("0 maintained");
  expect(formatAbsent(rowsOf("raised", "lowered", "maintained"))).toBeNull();
});

it("The source's own words are shown where they say more than the change's name, or are cited", () => {
  const mark = [{ field: "changeText" }];
  expect(ownWords({ change: "raised", changeText: "Raised" }, [{ field: "current" }])).toBeNull();
  expect(ownWords({ change: "raised", changeText: "Raised" }, mark)).toBe("Raised");
  expect(ownWords({ change: "raised", changeText: "lifted" }, [])).toBe("lifted");
  expect(ownWords({ change: null, changeText: null }, [])).toBeNull();
  expect(ownWords({ change: null, changeText: null }, mark)).toBe("");
});
