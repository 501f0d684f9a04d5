import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testCount } from "@/lib/env";
import { changes } from "@/lib/guidance/change";
import { horizons, likelihoods, riskStatuses, severities } from "@/lib/risks/assessment";
import { trendTags } from "@/lib/topics/model";
import { type Carrying, carry } from "./carry";
import { contentSchema, type Item, type ItemOf, type NoteContent } from "./content";
import { type Period, periodOf } from "./period";
import { fieldLengthMax } from "./text";

type Guidance = ItemOf<"guidance_row">["fields"];
type Topic = ItemOf<"topic_row">["fields"];
type Risk = ItemOf<"takeaway">;

const guidance = (id: string, fields: Partial<Guidance>): Item => {
  const bare = { metric: "CapEx", period: "FY 2025", previous: null, current: null, change: null, changeText: null };
  return { id, kind: "guidance_row", citations: [], fields: { ...bare, ...fields } };
};
const topic = (id: string, fields: Partial<Topic>): Item => {
  const bare = { topic: "Orders", mentions: [], current: null, trend: null, trendTag: null };
  return { id, kind: "topic_row", citations: [], fields: { ...bare, ...fields } };
};
const risk = (id: string, title: string, assessment: Risk["assessment"] = null): Item => {
  return { id, kind: "takeaway", citations: [], fields: { kind: "risk", title, body: "Late." }, assessment };
};
const rated = (status: (typeof riskStatuses)[number]) =>
  ({ severity: "high", likelihood: "likely", horizon: "0-12", status, commentary: "Watch it" }) as const;
const note = (period: Period, ...items: Item[]): NoteContent => {
  return { company: "Fog Works", ticker: "FOG", period, items, sources: [] };
};
const carried = (notes: NoteContent[], threads: [string, string][] = [], period: Period = "2025-Q3") => {
  let made = 0;
  const carrying: Carrying = { period, notes, threads: new Map(threads), newId: () => `new ${++made}` };
  return carry(carrying);
};
const previousOf = (of: ReturnType<typeof carried>) =>
  of.map(({ item }) => (item.kind === "guidance_row" ? item.fields.previous : undefined));

describe("guidance carried forward", () => {
  it("has as its previous value the one that was stated last, with its quarter", () => {
    const notes = [note("2025-Q2", guidance("b", { previous: "5", current: "RMB 10 billion", change: "raised" }))];
    const [row] = carried(notes);
    expect(row).toEqual({
      item: guidance("new 1", { previous: "RMB 10 billion (Q2 2025)" }),
      from: "b",
      thread: null,
      joining: ["b"],
    });
  });

  it("looks past a quarter of silence, whatever words stand in for it, to the thread's earlier quarters", () => {
    const notes = [
      note("2025-Q2", guidance("c", { previous: "12", current: "no guidance given", change: "not_addressed" })),
      note("2025-Q1", guidance("b", { previous: "11", change: "not_addressed" })),
      note("2024-Q4", guidance("a", { metric: "Capital expenditure", current: "USD 12 million" })),
    ];
    const thread: [string, string][] = ["a", "b", "c"].map((id) => [id, "t"]);
    expect(previousOf(carried(notes, thread))).toEqual(["USD 12 million (Q4 2024)"]);
    expect(previousOf(carried(notes))).toEqual(["12"]);
  });

  it("keeps its own previous words when no quarter states a value, unless they say nothing", () => {
    expect(previousOf(carried([note("2025-Q2", guidance("a", { previous: "about 10" }))]))).toEqual(["about 10"]);
    expect(previousOf(carried([note("2025-Q2", guidance("a", { previous: "no prior guidance" }))]))).toEqual([null]);
  });

  it("ends where something came of it, and goes on after any other change", () => {
    const rows = [null, ...changes].map((change) => guidance(`${change}`, { change, metric: `${change}` }));
    const went = carried([note("2025-Q2", ...rows)]).map(({ from }) => from);
    expect([null, ...changes].map(String).filter((change) => !went.includes(change))).toEqual([
      "withdrawn",
      "met",
      "missed",
    ]);
  });

  it("is left without its quarter when both together are too long to keep", () => {
    const long = "9".repeat(fieldLengthMax);
    expect(previousOf(carried([note("2025-Q2", guidance("a", { current: long }))]))).toEqual([long]);
  });
});

describe("topics and risks carried forward", () => {
  it("have last quarter's words among the mentions, in the order of the quarters", () => {
    const mentions = [
      { period: "2024-Q4" as const, text: "up 8%", absent: false },
      { period: "2025-Q2" as const, text: "misplaced", absent: false },
      { period: "2026-Q1" as const, text: "mistyped", absent: true },
    ];
    const old = topic("a", { mentions, current: "up 12%", trend: "growth", trendTag: "recurring" });
    expect(carried([note("2025-Q2", old)]).map(({ item }) => item)).toEqual([
      topic("new 1", {
        mentions: [mentions[0] as Topic["mentions"][0], { period: "2025-Q2", text: "up 12%", absent: false }],
      }),
    ]);
    const silent = topic("a", { mentions: mentions.slice(0, 1) });
    expect(carried([note("2025-Q2", silent)])[0]?.item).toEqual({ ...silent, id: "new 1" });
  });

  it("are only those that are open, and a risk keeps its assessment and loses its body", () => {
    const items = [
      topic("dropped", { trendTag: "dropped" }),
      risk("unrated", "Supply"),
      ...riskStatuses.map((status) => risk(status, status, rated(status))),
      { ...risk("positive", "Orders"), fields: { kind: "positive", title: "Orders", body: "Up." } } as Item,
    ];
    const went = carried([note("2025-Q2", ...items)]);
    expect(went.map(({ from }) => from)).toEqual(["unrated", "open"]);
    expect(went[1]?.item).toEqual({
      ...risk("new 2", "open", rated("open")),
      fields: { kind: "risk", title: "open", body: "" },
    });
  });
});

describe("threads", () => {
  it("take in items of the same name that are in none yet, at most one of each quarter", () => {
    const notes = [
      note("2025-Q2", guidance("c1", { metric: "CAPEX ", period: "FY\u00a02025" }), guidance("c2", {})),
      note("2025-Q1", guidance("b1", {}), guidance("b2", {}), guidance("other", { period: "FY 2026" })),
      note("2024-Q4", guidance("a1", {}), topic("a2", { topic: "CapEx" })),
    ];
    expect(carried(notes).map(({ joining }) => joining)).toEqual([
      ["c1", "b1", "a1"],
      ["c2", "b2"],
    ]);
  });

  it("go on: in the item's own, else in that of the newest earlier item of the same name", () => {
    const notes = [
      note("2025-Q2", risk("c", "Supply"), topic("t", {})),
      note("2025-Q1", risk("b", "supply")),
      note("2024-Q4", risk("a", "Supply")),
    ];
    expect(carried(notes, [["c", "own"]])[0]).toMatchObject({ thread: "own", joining: [] });
    expect(carried(notes, [["b", "theirs"]])[0]).toMatchObject({ thread: "theirs", joining: ["c", "a"] });
  });

  it("of one row are not taken over by another of the same name", () => {
    const notes = [note("2025-Q2", guidance("c1", {}), guidance("c2", {})), note("2025-Q1", guidance("b", {}))];
    const threads: [string, string][] = ["c1", "b"].map((id) => [id, "t"]);
    expect(carried(notes, threads)).toMatchObject([
      { thread: "t", joining: [] },
      { thread: null, joining: ["c2"] },
    ]);
  });

  it("hold nothing together that has no name", () => {
    const notes = [note("2025-Q2", topic("b", { topic: " " })), note("2025-Q1", topic("a", { topic: "" }))];
    expect(carried(notes)[0]).toMatchObject({ thread: null, joining: ["b"] });
  });
});

const text = fc.string({ unit: "grapheme", maxLength: 8 }).map((value) => value.replaceAll("\0", ""));
const optional = fc.option(text.filter((value) => value !== ""));
const period = fc
  .tuple(fc.integer({ min: 2023, max: 2026 }), fc.integer({ min: 1, max: 4 }))
  .map(([year, quarter]) => periodOf(year, quarter));
const id = fc.uuid({ version: 4 });
const anItem: fc.Arbitrary<Item> = fc.oneof(
  fc
    .record({
      metric: fc.constantFrom("CapEx", "capex", "Revenue"),
      period: optional,
      previous: optional,
      current: optional,
      change: fc.option(fc.constantFrom(...changes)),
      changeText: optional,
    })
    .chain((fields) => id.map((own) => guidance(own, fields))),
  fc
    .record({
      topic: fc.constantFrom("Orders", "Supply"),
      mentions: fc.uniqueArray(fc.record({ period, text, absent: fc.boolean() }), { selector: (each) => each.period }),
      current: optional,
      trend: optional,
      trendTag: fc.option(fc.constantFrom(...trendTags)),
    })
    .chain((fields) => id.map((own) => topic(own, fields))),
  fc
    .record({
      severity: fc.constantFrom(...severities),
      likelihood: fc.constantFrom(...likelihoods),
      horizon: fc.constantFrom(...horizons),
      status: fc.constantFrom(...riskStatuses),
      commentary: optional,
    })
    .chain((assessment) => id.map((own) => risk(own, "Supply", assessment))),
);
const someId = "7f3c1c1e-6f0a-4f67-9a51-5e0e9d6b7a01";
const cited = anItem.map((item) => ({ ...item, citations: [{ field: "current", offset: 0, label: "1" }] }));

it("Whatever is carried, nothing of it is said in the new quarter, nothing is cited, and every item joins once", () => {
  const items = fc.array(cited, { maxLength: 6 });
  const threads = fc.array(fc.constantFrom("s", "t"), { maxLength: 18 });
  fc.assert(
    fc.property(items, items, items, threads, (q2, q1, q4, of) => {
      const notes = [note("2025-Q2", ...q2), note("2025-Q1", ...q1), note("2024-Q4", ...q4)];
      const all = notes.flatMap((each) => each.items);
      const known = new Map(all.flatMap((item, at): [string, string][] => (of[at] ? [[item.id, of[at]]] : [])));
      const went = carry({ period: "2025-Q3", notes, threads: known, newId: () => someId });
      for (const { item } of went) {
        expect(item.citations).toEqual([]);
        if (item.kind === "takeaway") expect(item.fields.body).toBe("");
        else expect(item.fields.current).toBeNull();
        if (item.kind === "guidance_row") expect([item.fields.change, item.fields.changeText]).toEqual([null, null]);
        if (item.kind === "topic_row") {
          expect([item.fields.trend, item.fields.trendTag]).toEqual([null, null]);
          const quarters = item.fields.mentions.map((each) => each.period);
          expect(quarters).toEqual([...new Set(quarters)].sort());
          expect(quarters.every((quarter) => quarter < "2025-Q3")).toBe(true);
        }
      }
      expect(() => contentSchema.parse(note("2025-Q3", ...went.map(({ item }) => item)))).not.toThrow();
      const joining = went.flatMap((each) => each.joining);
      expect(new Set(joining).size).toBe(joining.length);
      expect(joining.filter((each) => known.has(each))).toEqual([]);
    }),
    { numRuns: testCount(300, 5_000) },
  );
});
