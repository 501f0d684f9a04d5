import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testCount } from "@/lib/env";
import { canonicalText, type Item, itemsMax, tidyCitations } from "./content";
import { judge, sectionOf } from "./edit";
import { citedText, valueAt, withValue } from "./field";
import { anyRevision, anyWish, editOf } from "./fixtures/edits";
import { anotherItem } from "./fixtures/items";
import type { Edit } from "./input";
import { applyStep } from "./step";

const [head, good, risk] = [
  anotherItem("headline", "head"),
  withValue(anotherItem("takeaway", "good"), "kind", "positive"),
  anotherItem("takeaway", "risk"),
];
const [row, topic] = [anotherItem("guidance_row", "row"), anotherItem("topic_row", "topic")];
const items = [head, good, risk, row, topic];
const ranks = new Map(items.map(({ id }, place) => [id, `a${place}`]));
const judged = (edit: Edit, of: Item[] = items) => judge({ items: of, ranks }, edit);
const marked = (item: Item, ...marks: [field: string, offset: number, label: string][]): Item => {
  return { ...item, citations: marks.map(([field, offset, label]) => ({ field, offset, label })) };
};

describe("an edit of a field", () => {
  const set = (item: Item, field: string, base: unknown, value: unknown) =>
    ({ op: "set", kind: item.kind, itemId: item.id, field, base, value }) as Edit;

  it("is done when the field holds what the edit was based on, and undone by what was there", () => {
    const step = { op: "set", itemId: "row", field: "metric" };
    expect(judged(set(row, "metric", "Margin", "Revenue"))).toEqual({
      outcome: "done",
      step: { ...step, value: "Revenue" },
      undo: { ...step, value: "Margin" },
    });
  });

  it("is idle when the field holds what it would write, whatever it was based on", () => {
    expect(judged(set(row, "metric", "Sales", "Margin"))).toEqual({ outcome: "idle" });
    expect(judged(set(topic, "mentions.2024-Q4", { text: "up", absent: false }, null))).toEqual({ outcome: "idle" });
  });

  it("is a conflict when the field holds something else, and tells it", () => {
    expect(judged(set(row, "metric", "Sales", "Revenue"))).toEqual({ outcome: "conflict", theirs: "Margin" });
  });

  it("is a conflict when it rates a part of a risk that is not rated any more", () => {
    const unrated = withValue(risk, "assessment", null);
    const edit = set(risk, "assessment.commentary", null, "Watch it");
    expect(judged(edit, [unrated])).toEqual({ outcome: "conflict", theirs: null });
  });

  it("minds no other field, nor the item's place", () => {
    const changed = withValue(row, "current", "12%");
    expect(judged(set(row, "metric", "Margin", "Revenue"), [changed, risk])).toMatchObject({ outcome: "done" });
  });

  it("finds the item gone, also when its id is that of another kind", () => {
    expect(judged(set(row, "metric", "Margin", "Revenue"), [risk])).toEqual({ outcome: "gone" });
    expect(judged({ ...set(row, "metric", "Margin", "Revenue"), itemId: "risk" } as Edit)).toEqual({ outcome: "gone" });
  });

  it("takes the marks of its text along, and brings them back when it is undone", () => {
    const cited = marked(risk, ["body", 10, "1"], ["title", 6, "2"]);
    const answer = judged(set(cited, "body", "They fall.", "Soon they fall."), [cited]);
    expect(answer).toMatchObject({
      step: { citations: marked(risk, ["body", 15, "1"], ["title", 6, "2"]).citations },
      undo: { value: "They fall.", citations: cited.citations },
    });
  });

  it("says nothing of marks when none stands in its text", () => {
    const cited = marked(risk, ["title", 6, "2"]);
    expect(judged(set(cited, "body", "They fall.", "Up"), [cited])).not.toHaveProperty("step.citations");
  });

  it.each([
    [topic, "mentions.2024-Q3", "mentions.2024-Q3"],
    [risk, "assessment", "commentary"],
  ])("takes the marks away with what it takes away", (item, field, name) => {
    const cited = marked(item, [name, 0, "1"]);
    const answer = judged(set(cited, field, valueAt(item, field), null), [cited]);
    expect(answer).toMatchObject({ step: { citations: [] }, undo: { citations: cited.citations } });
  });
});

describe("an edit that adds an item", () => {
  const add = (item: Item, after: string | null): Edit => ({ op: "add", item, after });
  const placeOf = (item: Item, of?: Item[]) => judged(add(item, "gone"), of);

  it("puts it behind the one that is named, and is undone by removing it", () => {
    const item = anotherItem("exchange", "new");
    const [step, undo] = [
      { op: "add", item, after: "row" },
      { op: "remove", itemId: "new" },
    ];
    expect(judged(add(item, "row"))).toEqual({ outcome: "done", step, undo });
    expect(judged(add(item, null))).toMatchObject({ step: { after: null } });
  });

  it("puts it at the end of its section when the one that is named has gone, else at the note's end", () => {
    const positive = withValue(anotherItem("takeaway", "new"), "kind", "positive");
    expect(placeOf(positive)).toMatchObject({ step: { after: "good" } });
    expect(placeOf(anotherItem("takeaway", "new"))).toMatchObject({ step: { after: "risk" } });
    expect(placeOf(anotherItem("exchange", "new"))).toMatchObject({ step: { after: "topic" } });
    expect(placeOf(row, [])).toMatchObject({ step: { after: null } });
  });

  it("is idle when the item is there, and finds a note full that has a headline, or all items it may have", () => {
    expect(judged(add({ ...row, citations: [] }, null))).toEqual({ outcome: "idle" });
    expect(judged(add(anotherItem("headline", "new"), null))).toEqual({ outcome: "full" });
    const many = Array.from({ length: itemsMax }, (_, place) => anotherItem("guidance_row", String(place)));
    expect(judged(add(row, null), many)).toEqual({ outcome: "full" });
    expect(judged(add(row, null), many.slice(1))).toMatchObject({ outcome: "done" });
  });
});

describe("an edit that removes an item", () => {
  it("is undone by putting it back behind what it stood behind", () => {
    const undo = { op: "add", item: row, after: "risk" };
    expect(judged({ op: "remove", item: row })).toEqual({
      outcome: "done",
      step: { op: "remove", itemId: "row" },
      undo,
    });
    expect(judged({ op: "remove", item: head })).toMatchObject({ undo: { after: null } });
  });

  it("is idle when it has gone, and not done when it is not as it was read, marks included", () => {
    expect(judged({ op: "remove", item: row }, [risk])).toEqual({ outcome: "idle" });
    for (const theirs of [withValue(row, "current", "12%"), marked(row, ["metric", 6, "1"])]) {
      expect(judged({ op: "remove", item: row }, [theirs])).toEqual({ outcome: "changed", theirs });
    }
  });
});

describe("an edit that moves an item", () => {
  const move = (itemId: string, after: string | null, base = ranks.get(itemId) ?? ""): Edit => ({
    op: "move",
    itemId,
    base,
    after,
  });

  it("is undone by moving it back", () => {
    const step = { op: "move", itemId: "topic" };
    expect(judged(move("topic", "head"))).toEqual({
      outcome: "done",
      step: { ...step, after: "head" },
      undo: { ...step, after: "row" },
    });
  });

  it("is idle when it stands there, or would stand behind itself", () => {
    expect(judged(move("row", "risk"))).toEqual({ outcome: "idle" });
    expect(judged(move("row", "row"))).toEqual({ outcome: "idle" });
    expect(judged(move("head", null))).toEqual({ outcome: "idle" });
  });

  it("goes to the end of its section when what it was to stand behind has gone", () => {
    const another = anotherItem("takeaway", "another");
    expect(judged(move("risk", "gone"), [head, risk, another, row])).toMatchObject({ step: { after: "another" } });
  });

  it("is not done when somebody has moved it meanwhile, or it has gone", () => {
    expect(judged(move("row", "head", "a9"))).toEqual({ outcome: "changed", theirs: row });
    expect(judged(move("gone", "head"))).toEqual({ outcome: "gone" });
  });
});

describe("an edit that sets or takes a mark", () => {
  const cited = marked(risk, ["body", 4, "2"], ["title", 0, "1"]);
  const mark = (op: "cite" | "uncite", field: string, offset: number, label = "1"): Edit =>
    ({
      op,
      kind: "takeaway",
      itemId: "risk",
      citation: { field, offset, label },
      ...(op === "cite" && { source: null }),
    }) as Edit;

  it("gives the item all of its marks in their order, and is undone by those that it had", () => {
    expect(judged(mark("cite", "body", 4), [cited])).toMatchObject({
      step: { citations: marked(risk, ["body", 4, "1"], ["body", 4, "2"], ["title", 0, "1"]).citations },
      undo: { citations: cited.citations },
    });
    expect(judged(mark("uncite", "title", 0), [cited])).toMatchObject({
      step: { citations: cited.citations.slice(0, 1) },
    });
  });

  it("is idle when the mark stands there already, or does not", () => {
    expect(judged(mark("cite", "title", 0), [cited])).toEqual({ outcome: "idle" });
    expect(judged(mark("uncite", "title", 3), [cited])).toEqual({ outcome: "idle" });
  });

  it("stays within its text when that has become shorter, and finds it gone with a rating or a mention", () => {
    const citations = [{ field: "body", offset: "They fall.".length, label: "1" }];
    expect(judged(mark("cite", "body", 99))).toMatchObject({ step: { citations } });
    expect(judged(mark("cite", "commentary", 0), [withValue(risk, "assessment", null)])).toEqual({ outcome: "gone" });
  });
});

describe("any edit of any note", () => {
  it("is done as a step that its undo takes back, leaves marks within their texts, and is idle when it comes twice", () => {
    fc.assert(
      fc.property(anyRevision, anyWish, ({ head: note }, wish) => {
        const edit = editOf(wish, note, {});
        const once = edit && judge({ items: note.items, ranks: new Map() }, edit);
        if (once?.outcome !== "done") return;
        const reached = applyStep(note, once.step);
        expect(canonicalText(applyStep(reached, once.undo, note.sources))).toBe(canonicalText(note));
        for (const item of reached.items) {
          expect(item.citations).toEqual(tidyCitations(item.citations));
          for (const { field, offset } of item.citations) {
            expect(offset).toBeLessThanOrEqual(citedText(item, field)?.length ?? -1);
          }
        }
        const twice = judge({ items: reached.items, ranks: new Map() }, edit as Edit);
        expect(twice.outcome).toBe("idle");
      }),
      { numRuns: testCount(300, 5_000) },
    );
  });
});

it("A takeaway stands in the section of its side, every other item in that of its kind", () => {
  expect(items.map(sectionOf)).toEqual(["headline", "positive", "risk", "guidance_row", "topic_row"]);
});
