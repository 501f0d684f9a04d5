import fc from "fast-check";
import { generateNKeysBetween } from "fractional-indexing";
import { describe, expect, it } from "vitest";
import { testCount } from "@/lib/env";
import { canonicalText, type Item } from "./content";
import { anyRevision, anyWish, editOf } from "./fixtures/edits";
import { anotherItem } from "./fixtures/items";
import type { Edit } from "./input";
import { type DisplacedMark, planEdits } from "./plan";
import { applySteps } from "./step";

const now = new Date("2025-06-02T10:00:00Z");
const earlier = new Date("2025-06-01T10:00:00Z");

function heldOf(items: Item[], displaced: DisplacedMark[] = []) {
  const keys = generateNKeysBetween(null, null, items.length);
  const ranks = Object.fromEntries(items.map(({ id }, place) => [id, keys[place] ?? ""]));
  return { items, ranks, displaced, previousMentions: {} };
}

describe("the edits of one save", () => {
  const row = anotherItem("guidance_row", "row");
  const set = (base: string, value: string): Edit =>
    ({ op: "set", kind: "guidance_row", itemId: "row", field: "metric", base, value }) as Edit;

  it("are each judged after those before it, and what cannot be done holds up none of the others", () => {
    const edits = [set("Margin", "Sales"), set("Margin", "Costs"), set("Sales", "Revenue")];
    const { judged, writes, undo } = planEdits(heldOf([row]), edits, now);
    expect(judged.map(({ outcome }) => outcome)).toEqual(["done", "conflict", "done"]);
    expect(writes.map(({ step }) => step)).toMatchObject([{ value: "Sales" }, { value: "Revenue" }]);
    expect(undo).toMatchObject([{ value: "Sales" }, { value: "Margin" }]);
  });

  it("bring a topic that was removed back with the mentions that its source had in one piece", () => {
    const topic = anotherItem("topic_row", "topic");
    const held = { ...heldOf([topic]), previousMentions: { topic: "Spoken of often" } };
    const { undo } = planEdits(held, [{ op: "remove", item: topic }], now);
    expect(undo).toEqual([{ op: "add", item: topic, after: null, previousText: "Spoken of often" }]);
  });

  it("of any note give ranks in the order that their steps lead to, and steps that take all of it back", () => {
    fc.assert(
      fc.property(anyRevision, fc.array(anyWish, { maxLength: 6 }), ({ head }, wishes) => {
        const held = heldOf(head.items);
        const edits = wishes.flatMap((wish) => editOf(wish, head, held.ranks) ?? []);
        const { writes, undo } = planEdits(held, edits, now);
        const reached = applySteps(
          head,
          writes.map(({ step }) => step),
        );
        const ranks = {
          ...held.ranks,
          ...Object.fromEntries(writes.flatMap(({ item, rank }) => (rank ? [[item.id, rank]] : []))),
        };
        const inOrder = reached.items.map(({ id }) => ranks[id] ?? "");
        expect(inOrder).toEqual([...new Set(inOrder)].sort());
        expect(canonicalText(applySteps(reached, undo, head.sources))).toBe(canonicalText(head));
      }),
      { numRuns: testCount(150, 3_000) },
    );
  });
});

describe("a mark that has lost its place", () => {
  const body = "Orders rose. Margin fell. Cash is up.";
  const fields = { kind: "risk", title: "", body } as const;
  const mark = { field: "body", offset: "Orders rose. Margin fell.".length, label: "1" };
  const risk: Item = { id: "risk", kind: "takeaway", fields, assessment: null, citations: [mark] };
  const set = (base: string, value: string): Edit =>
    ({ op: "set", kind: "takeaway", itemId: "risk", field: "body", base, value }) as Edit;
  const [short, longer] = ["Orders rose. Cash is up.", "Orders rose. Cash is up. So is debt."];
  const citationsAfter = (edits: Edit[], items = [risk], displaced: DisplacedMark[] = []) =>
    planEdits(heldOf(items, displaced), edits, now).writes.at(-1)?.citations;
  const atEnd = (text: string) => ({ ...mark, offset: text.length });

  it("says since when, and goes on saying so through later edits of the text", () => {
    expect(citationsAfter([set(body, short)])).toEqual([{ citation: atEnd(short), displacedAt: now }]);
    const held = { ...risk, fields: { ...fields, body: short }, citations: [atEnd(short)] };
    const since = [{ ...atEnd(short), itemId: "risk", since: earlier }];
    const kept = citationsAfter([set(short, `Then ${short}`)], [held], since);
    expect(kept).toEqual([{ citation: atEnd(`Then ${short}`), displacedAt: earlier }]);
  });

  it("does so too within one save", () => {
    const [lost] = citationsAfter([set(body, short), set(short, longer)]) ?? [];
    expect(lost).toEqual({ citation: atEnd(short), displacedAt: now });
  });

  it("has one again when it is taken and set anew", () => {
    const cite = (op: "cite" | "uncite", offset: number): Edit =>
      ({
        op,
        kind: "takeaway",
        itemId: "risk",
        citation: { ...mark, offset },
        ...(op === "cite" && { source: null }),
      }) as Edit;
    const edits = [set(body, short), cite("uncite", short.length), cite("cite", 11)];
    expect(citationsAfter(edits)).toEqual([{ citation: { ...mark, offset: 11 }, displacedAt: null }]);
  });
});
