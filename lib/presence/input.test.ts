import { expect, it } from "vitest";
import { presenceInput, watchInput } from "./input";

const a = "0b0e5f5c-3f6d-4d7e-9a53-0d2b8f6f0a01";
const b = "0b0e5f5c-3f6d-4d7e-9a53-0d2b8f6f0a02";

it("A stream begins after what is known of each revision, and at the first event of the others", () => {
  const watched = watchInput.parse({ revision: [a.toUpperCase(), b], after: [`${b}:17`] });
  expect(watched).toEqual(
    new Map([
      [a, 0],
      [b, 17],
    ]),
  );
});

it.each([
  ["no revision", { revision: [], after: [] }],
  ["too many revisions", { revision: Array(21).fill(a), after: [] }],
  ["a revision that is no uuid", { revision: ["a"], after: [] }],
  ["a number that is none", { revision: [a], after: [`${a}:1e3`] }],
  ["a number without a revision", { revision: [a], after: ["17"] }],
])("A stream of %s is refused", (_, asked) => {
  expect(watchInput.safeParse(asked).success).toBe(false);
});

it.each([
  ["a place", { tab: a, revisionId: b, itemId: null, field: null }, true],
  ["a field", { tab: a, revisionId: b, itemId: a, field: "mentions.2024-Q3" }, true],
  ["a leave", { tab: a }, true],
  ["words", { tab: a, revisionId: b, itemId: a, field: "not a field" }, false],
  ["too much", { tab: a, revisionId: b, itemId: a, field: "x".repeat(41) }, false],
  ["something more", { tab: a, userId: b }, false],
  ["nothing", null, false],
])("What a tab says of itself can be %s: %j, %s", (_, said, isRight) => {
  expect(presenceInput.safeParse(said).success).toBe(isRight);
});
