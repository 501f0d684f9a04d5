import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testCount } from "@/lib/env";
import { canonicalText, type Item, type NoteContent } from "./content";
import { applyDiff, type Change, diff, stepsOf, stillInOrder, undoOf } from "./diff";
import { withValue } from "./field";
import { anyContent } from "./fixtures/contents";
import { anyRevision } from "./fixtures/edits";
import { anotherItem } from "./fixtures/items";
import { applySteps } from "./step";

const risk = anotherItem("takeaway", "risk");
const row = anotherItem("guidance_row", "row");
const topic = anotherItem("topic_row", "topic");
const asked = anotherItem("exchange", "asked");
const note = (...items: Item[]): NoteContent => {
  return { company: "Fog Works", ticker: "FOG", period: "2025-Q1", items, sources: [] };
};
const changesOf = (base: Item[], head: Item[]) => diff(note(...base), note(...head)).changes;
const law = (of: (revision: { base: NoteContent; head: NoteContent }) => void) =>
  fc.assert(fc.property(anyRevision, of), { numRuns: testCount(150, 3_000) });

describe("what lies between two contents of a note", () => {
  it("is nothing when they say the same", () => {
    fc.assert(
      fc.property(anyContent, (any) => {
        expect(diff(any, structuredClone(any)).changes).toEqual([]);
      }),
    );
  });

  it("is one change with one field when one field has changed", () => {
    const after = withValue(row, "current", "12%");
    expect(changesOf([risk, row], [risk, after])).toEqual([
      {
        itemId: "row",
        item: after,
        part: "text",
        fields: [{ field: "current", before: null, after: "12%" }],
        citations: null,
      },
    ]);
  });

  it("tells a risk's words from its rating, and of a rating only what was rated anew", () => {
    const after = withValue(withValue(risk, "title", "Steel"), "assessment.severity", "high");
    expect(changesOf([risk], [after])).toMatchObject([
      { part: "text", fields: [{ field: "title", before: "Prices", after: "Steel" }] },
      { part: "assessment", fields: [{ field: "assessment.severity", before: "low", after: "high" }] },
    ]);
  });

  it("shows a rating as a whole where one of the two has none", () => {
    const unrated = withValue(risk, "assessment", null);
    expect(changesOf([unrated], [risk])).toMatchObject([
      { part: "assessment", fields: [{ field: "assessment", before: null, after: { severity: "low" } }] },
    ]);
  });

  it("compares a topic's mentions quarter by quarter", () => {
    const spoken = { text: "up", absent: false };
    const after = withValue(withValue(topic, "mentions.2024-Q3", null), "mentions.2024-Q4", spoken);
    expect(changesOf([topic], [after])).toMatchObject([
      {
        fields: [
          { field: "mentions.2024-Q3", before: { text: "", absent: true }, after: null },
          { field: "mentions.2024-Q4", before: null, after: spoken },
        ],
      },
    ]);
  });

  it("shows marks that were set or taken as a change of the text without a field", () => {
    const citations = [{ field: "metric", offset: 6, label: "1" }];
    expect(changesOf([row], [{ ...row, citations }])).toMatchObject([
      { part: "text", fields: [], citations: { before: [], after: citations } },
    ]);
  });

  it("shows an item that changed places as moved, the fewest that explain the order, and what it stands behind", () => {
    expect(changesOf([risk, row, topic], [topic, risk, row])).toEqual([
      { itemId: "topic", item: topic, part: "place", change: "moved", order: { was: "row", after: null }, fields: [] },
    ]);
  });

  it("shows of two that changed places the one that was placed anew as moved", () => {
    for (const moved of ["risk", "row"]) {
      const { changes } = diff(note(risk, row), note(row, risk), new Set([moved]));
      expect(changes).toMatchObject([{ itemId: moved, part: "place", change: "moved" }]);
    }
    const fewest = diff(note(risk, row, topic), note(topic, risk, row), new Set(["risk", "row"])).changes;
    expect(fewest).toMatchObject([{ itemId: "topic", change: "moved" }]);
  });

  it("shows a takeaway that went to the other side as moved, although it kept its place", () => {
    expect(changesOf([risk], [withValue(risk, "kind", "positive")])).toMatchObject([
      { part: "place", change: "moved", order: null, fields: [{ field: "kind", before: "risk", after: "positive" }] },
    ]);
  });

  it("names what went before what a reader of the new one comes upon", () => {
    expect(changesOf([risk, row], [topic, risk])).toEqual([
      { itemId: "row", item: row, part: "place", change: "removed", was: "risk" },
      { itemId: "topic", item: topic, part: "place", change: "added", after: null },
    ]);
  });

  it("shows an item that both have never as added or removed, and no part of an item twice", () => {
    law(({ base, head }) => {
      const { changes } = diff(base, head);
      const before = new Set(base.items.map(({ id }) => id));
      const common = new Set(head.items.map(({ id }) => id).filter((id) => before.has(id)));
      const seen = changes.map(({ itemId, part }) => `${itemId} ${part}`);
      expect(new Set(seen).size).toBe(seen.length);
      for (const change of changes) {
        const cameOrWent = change.part === "place" && change.change !== "moved";
        expect(cameOrWent).toBe(!common.has(change.itemId));
      }
    });
  });
});

describe("the items that kept their order", () => {
  it("are as many as can be", () => {
    const places = fc.integer({ min: 0, max: 6 }).chain((count) => {
      const all = Array.from({ length: count }, (_, place) => ({ id: String(place) }));
      return fc.tuple(fc.constant(all), fc.shuffledSubarray(all));
    });
    fc.assert(
      fc.property(places, fc.subarray(["0", "1", "2", "3", "4", "5"]), ([base, head], placed) => {
        const kept = head.filter(({ id }) => stillInOrder(base, head, new Set(placed)).has(id)).map(({ id }) => id);
        expect(kept).toEqual(kept.toSorted());
        expect(kept).toHaveLength(longestRun(head.map(({ id }) => id)));
      }),
      { numRuns: testCount(200, 5_000) },
    );
  });
});

/** By trying everything. */
function longestRun([first, ...rest]: string[], above = ""): number {
  if (first === undefined) return 0;
  const without = longestRun(rest, above);
  return first > above ? Math.max(without, 1 + longestRun(rest, first)) : without;
}

describe("changes", () => {
  it("done to the old content make the new one", () => {
    law(({ base, head }) => {
      expect(canonicalText(applyDiff(base, diff(base, head)))).toBe(canonicalText(head));
    });
  });

  it("of words, marks and ratings can each be done alone", () => {
    law(({ base, head }) => {
      for (const change of diff(base, head).changes) {
        if (change.part === "place") continue;
        const done = applySteps(base, stepsOf([change]), head.sources);
        expect(diff(base, done).changes).toMatchObject([{ ...change, item: { id: change.itemId } }]);
      }
    });
  });

  it("all taken back make the old content again", () => {
    law(({ base, head }) => {
      const undone = applySteps(head, undoOf(diff(base, head).changes), base.sources);
      expect(canonicalText(undone)).toBe(canonicalText(base));
    });
  });

  it("bring an item back to where it stood, also when what it stood behind has gone or moved as well", () => {
    const all = [row, risk, topic, asked];
    for (const left of [[row], [asked], [asked, topic, risk], [topic, row]]) {
      expect(applySteps(note(...left), undoOf(changesOf(all, left))).items).toEqual(all);
    }
  });

  it("are taken back beginning with what was added, since a note has one headline and so many items at most", () => {
    const [was, is] = [anotherItem("headline", "was"), anotherItem("headline", "is")];
    expect(undoOf(changesOf([was, row], [is, row])).map(({ op }) => op)).toEqual(["remove", "add"]);
  });

  it("taken back one by one, in any order, leave each item as it was", () => {
    const anyOrder = anyRevision.chain(({ base, head }) => {
      const { changes } = diff(base, head);
      return fc.tuple(fc.constant({ base, head }), fc.shuffledSubarray(changes, { minLength: changes.length }));
    });
    fc.assert(
      fc.property(anyOrder, ([{ base, head }, changes]) => {
        const one = (reached: NoteContent, { itemId, part }: Change) => {
          const now = diff(base, reached).changes.filter((change) => change.itemId === itemId && change.part === part);
          return applySteps(reached, undoOf(now), base.sources);
        };
        const undone = changes.reduce(one, head);
        const byId = (items: Item[]) => items.toSorted((a, b) => (a.id < b.id ? -1 : 1));
        expect(byId(undone.items)).toEqual(byId(base.items));
        expect(undone.sources).toEqual(base.sources);
      }),
      { numRuns: testCount(200, 5_000) },
    );
  });
});
