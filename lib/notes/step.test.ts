import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testCount } from "@/lib/env";
import type { Item, NoteContent } from "./content";
import { diff, stepsOf } from "./diff";
import { valueAt, withValue } from "./field";
import { anyRevision } from "./fixtures/edits";
import { anotherItem } from "./fixtures/items";
import { applyStep, applySteps, type Step, stepped } from "./step";

const [risk, row, asked] = [
  anotherItem("takeaway", "risk"),
  anotherItem("guidance_row", "row"),
  anotherItem("exchange", "asked"),
];
const items = [risk, row, asked];
const ids = (of: Item[]) => of.map(({ id }) => id);
const citing = (label: string, offset = 0) => ({ field: "metric", offset, label });
const source = (label: string, title: string | null = null) => ({
  label,
  title,
  kind: null,
  date: null,
  address: null,
});
const note = (...of: Item[]): NoteContent => {
  return { company: "Fog Works", ticker: "FOG", period: "2025-Q1", items: of, sources: [source("2", "Release")] };
};

describe("a step", () => {
  it("sets one field, and the item's marks along with it where it says so", () => {
    const set = { op: "set", itemId: "row", field: "metric", value: "Revenue" } as const;
    expect(stepped(items, set)).toEqual([risk, withValue(row, "metric", "Revenue"), asked]);
    const citations = [citing("2", 7)];
    expect(stepped(items, { ...set, citations })[1]).toEqual({ ...withValue(row, "metric", "Revenue"), citations });
  });

  it("puts an item first, behind another, or at the end when that one has gone", () => {
    const item = anotherItem("headline", "new");
    const adding = (after: string | null) => ids(stepped(items, { op: "add", item, after }));
    expect(adding(null)).toEqual(["new", "risk", "row", "asked"]);
    expect(adding("risk")).toEqual(["risk", "new", "row", "asked"]);
    expect(adding("gone")).toEqual(["risk", "row", "asked", "new"]);
  });

  it("moves an item first, behind another on either side, or to the end when that one has gone", () => {
    const moving = (itemId: string, after: string | null) => ids(stepped(items, { op: "move", itemId, after }));
    expect(moving("asked", null)).toEqual(["asked", "risk", "row"]);
    expect(moving("asked", "risk")).toEqual(["risk", "asked", "row"]);
    expect(moving("risk", "row")).toEqual(["row", "risk", "asked"]);
    expect(moving("risk", "gone")).toEqual(["row", "asked", "risk"]);
  });

  const same: [string, Step][] = [
    ["adds what is there", { op: "add", item: { ...row, citations: [citing("2")] }, after: null }],
    ["removes what is not there", { op: "remove", itemId: "gone" }],
    ["moves what is not there", { op: "move", itemId: "gone", after: null }],
    ["sets a field of what is not there", { op: "set", itemId: "gone", field: "metric", value: "x" }],
    ["gives marks to what is not there", { op: "cite", itemId: "gone", citations: [citing("2")] }],
    ["moves an item to where it stands", { op: "move", itemId: "row", after: "risk" }],
    ["moves an item behind itself", { op: "move", itemId: "row", after: "row" }],
    ["moves the first to the front", { op: "move", itemId: "risk", after: null }],
    ["sets what is set", { op: "set", itemId: "row", field: "metric", value: valueAt(row, "metric"), citations: [] }],
    ["gives the marks that are there", { op: "cite", itemId: "row", citations: [] }],
  ];
  it.each(same)("leaves the very same list when it %s", (_, step) => {
    expect(stepped(items, step)).toBe(items);
    const content = note(...items);
    expect(applyStep(content, step, [source("2", "Another")])).toBe(content);
  });
});

describe("the documents of a note after a step", () => {
  const cite = (...labels: string[]): Step => ({
    op: "cite",
    itemId: "row",
    citations: labels.map((label) => citing(label)),
  });

  it("are those that are cited, in the order of their labels, each as it is known last", () => {
    const given = [source("10"), source("9", "Filing"), source("2", "Its release")];
    expect(applyStep(note(row), cite("10", "2", "9"), given).sources).toEqual([
      source("2", "Its release"),
      source("9", "Filing"),
      source("10"),
    ]);
  });

  it("no longer have one whose last mark was taken, or whose item was removed", () => {
    const cited = applyStep(note(risk, row), cite("2"));
    expect(cited.sources).toEqual([source("2", "Release")]);
    expect(applyStep(cited, cite()).sources).toEqual([]);
    expect(applyStep(cited, { op: "remove", itemId: "row" }).sources).toEqual([]);
  });

  it("come back as they were with the mark that is set again later in the same steps", () => {
    const cited = applyStep(note(row), cite("2"));
    expect(applySteps(cited, [cite(), cite("2")]).sources).toEqual([source("2", "Release")]);
  });
});

describe("any step", () => {
  it("heard of twice does what it did once", () => {
    fc.assert(
      fc.property(anyRevision, fc.nat(), ({ base, head }, place) => {
        const steps = stepsOf(diff(base, head).changes);
        const step = steps[place % steps.length];
        if (!step) return;
        const once = applyStep(base, step, head.sources);
        expect(applyStep(once, step, head.sources)).toBe(once);
      }),
      { numRuns: testCount(150, 3_000) },
    );
  });
});
