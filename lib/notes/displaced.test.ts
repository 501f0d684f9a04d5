import { expect, it } from "vitest";
import { lostAgainst } from "./displaced";

const headline = (text: string, offset: number) => ({
  kind: "headline" as const,
  id: "7d4c8c6e-0000-4000-8000-000000000001",
  fields: { text },
  citations: [{ field: "text", offset, label: "1" }],
});
const lost = (offset: number) => [
  { itemId: "7d4c8c6e-0000-4000-8000-000000000001", field: "text", offset, label: "1" },
];

it("a mark whose words are gone is lost, and one that is back in the words of the base is not", () => {
  const base = [headline("Orders recover", 14)];
  expect(lostAgainst(base, [headline("Nothing else", 12)], lost(12))).toEqual(lost(12));
  expect(lostAgainst(base, [headline("Orders recover", 6)], lost(6))).toEqual(lost(6));
  expect(lostAgainst(base, [headline("Orders decline", 14)], lost(14))).toEqual(lost(14));
  expect(lostAgainst([], [headline("Orders recover", 14)], lost(14))).toEqual(lost(14));
  expect(lostAgainst(base, [headline("Orders recover", 14)], lost(14))).toEqual([]);
});
