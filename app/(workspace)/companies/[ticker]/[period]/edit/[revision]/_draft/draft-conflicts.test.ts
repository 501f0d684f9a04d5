import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { testCount } from "@/lib/env";
import { itemsOf } from "@/lib/notes/content";
import { valueAt } from "@/lib/notes/field";
import { bringUpToDate } from "@/lib/notes/merge-commands";
import { readMergeable } from "@/lib/notes/merge-queries";
import { approveRevision } from "@/lib/publishing/commands";
import { submitRevision } from "@/lib/review/commands";
import { as } from "@/lib/world";
import { type Tab, Workplace } from "./draft-workplace";

let place: Workplace;
beforeAll(async () => {
  place = await Workplace.make();
});
afterEach(() => place.closeTabs());
afterAll(() => place.base.close());

async function twoTabs() {
  const revisionId = await place.newDraft();
  const [one, two] = [await place.openTab(place.ana, revisionId), await place.openTab(place.rob, revisionId)];
  return { revisionId, one, two, row: one.item("guidance_row").id };
}

describe("two people in one draft", () => {
  it("keep both when they write different fields of one row", async () => {
    const { revisionId, one, two, row } = await twoTabs();
    one.store.type(row, "current", "USD 12 million");
    two.store.type(row, "period", "FY 2026");
    await Promise.all([one.store.flush(), two.store.flush()]);
    const [stored] = itemsOf(await place.stored(revisionId), "guidance_row");
    expect(stored?.fields).toMatchObject({ current: "USD 12 million", period: "FY 2026" });
    await place.tell(one, revisionId);
    expect(itemsOf(one.store.snapshot().shown, "guidance_row")[0]?.fields.period).toBe("FY 2026");
  });

  it("are told of the same field when they save it, with base, theirs, yours and whose it is", async () => {
    const { revisionId, one, two, row } = await twoTabs();
    one.store.type(row, "current", "USD 12 million");
    two.store.type(row, "current", "USD 13 million");
    await one.store.flush();
    await two.store.flush();
    const [kept] = two.store.snapshot().kept;
    expect(kept).toMatchObject({
      edit: { base: "USD 11 million", value: "USD 13 million" },
      conflict: { outcome: "conflict", theirs: "USD 12 million", by: "ana" },
    });
    expect(itemsOf(two.store.snapshot().shown, "guidance_row")[0]?.fields.current).toBe("USD 13 million");
    await two.store.flush();
    expect(await place.current(revisionId)).toBe("USD 12 million");
    two.store.settle(kept?.id ?? "", "USD 12 to 13 million");
    await two.store.flush();
    expect(await place.current(revisionId)).toBe("USD 12 to 13 million");
    expect(two.store.snapshot().kept).toEqual([]);
  });

  it("are told as soon as the other's save is heard of, before their own is sent", async () => {
    const { revisionId, one, two, row } = await twoTabs();
    two.store.type(row, "current", "USD 13 million");
    one.store.type(row, "current", "USD 12 million");
    await one.store.flush();
    await place.tell(two, revisionId, "Ana Alder");
    expect(two.store.snapshot().kept).toMatchObject([{ conflict: { theirs: "USD 12 million", by: "Ana Alder" } }]);
    two.store.settle(two.store.snapshot().kept[0]?.id ?? "", "USD 12 million");
    expect(two.store.snapshot()).toMatchObject({ kept: [], saving: "saved" });
  });

  it("have no conflict when both wrote the same", async () => {
    const { revisionId, one, two, row } = await twoTabs();
    one.store.type(row, "current", "USD 12 million");
    two.store.type(row, "current", "USD 12 million");
    await one.store.flush();
    await two.store.flush();
    expect(two.store.snapshot().kept).toEqual([]);
    expect(await place.saves(revisionId)).toHaveLength(1);
  });

  it("lose no words when one deletes what the other writes in: it can be put back with them", async () => {
    const { revisionId, one, two } = await twoTabs();
    const risk = itemsOf(one.store.snapshot().shown, "takeaway")[1];
    if (!risk) throw new Error("no risk");
    two.store.type(risk.id, "body", "Two suppliers are late.");
    one.store.do([{ op: "remove", itemId: risk.id }]);
    await one.store.flush();
    await two.store.flush();
    expect(two.store.snapshot().kept).toMatchObject([{ conflict: { outcome: "gone", by: "ana" } }]);
    await place.tell(two, revisionId);
    const lost = two.store.lostItem(risk.id);
    expect(lost).toMatchObject({ id: risk.id });
    if (lost) two.store.putBack(lost);
    await two.store.flush();
    const stored = itemsOf(await place.stored(revisionId), "takeaway")[1];
    expect(stored).toMatchObject({ id: risk.id, fields: { title: "Supply", body: "Two suppliers are late." } });
  });

  it("do not delete what the other has changed since, unless they insist", async () => {
    const { revisionId, one, two } = await twoTabs();
    const risk = itemsOf(one.store.snapshot().shown, "takeaway")[1];
    if (!risk) throw new Error("no risk");
    one.store.type(risk.id, "body", "Two suppliers are late.");
    await one.store.flush();
    two.store.do([{ op: "remove", itemId: risk.id }]);
    await two.store.flush();
    const [kept] = two.store.snapshot().kept;
    expect(kept?.conflict).toMatchObject({ outcome: "changed", by: "ana" });
    expect(itemsOf(await place.stored(revisionId), "takeaway")).toHaveLength(2);
    await place.tell(two, revisionId);
    two.store.insist(kept?.id ?? "");
    await two.store.flush();
    expect(itemsOf(await place.stored(revisionId), "takeaway")).toHaveLength(1);
  });

  it("may hear of saves late, twice and out of order, and end with what the draft holds", async () => {
    const { revisionId, one, two, row } = await twoTabs();
    for (const value of ["USD 12 million", "USD 13 million", "USD 14 million"]) {
      one.store.type(row, "current", value);
      one.store.leave();
      await one.store.flush();
    }
    const events = (await place.saves(revisionId)).toReversed();
    for (const event of [...events, ...events]) {
      two.store.hear({ ...event.after, seq: event.seq, by: "Ana", at: event.at.toISOString() });
    }
    expect(itemsOf(two.store.snapshot().shown, "guidance_row")[0]?.fields.current).toBe("USD 14 million");
  });
});

const fields = ["metric", "period", "previous", "current", "changeText"] as const;
const move = fc.oneof(
  fc.record({ act: fc.constant("type" as const), tab: fc.nat(1), field: fc.constantFrom(...fields), word: fc.nat(5) }),
  fc.record({
    act: fc.constantFrom("flush" as const, "hear" as const, "cut" as const, "undo" as const),
    tab: fc.nat(1),
  }),
);

describe("any interleaving of two people's edits", () => {
  it("loses no value: each is in the draft, was written over by somebody who had it before them, or is still held", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(move, { maxLength: 25 }), async (moves) => {
        const { revisionId, one, two, row } = await twoTabs();
        const tabs = [one, two];
        for (const step of moves) {
          const tab = tabs[step.tab];
          if (!tab) continue;
          if (step.act === "type") tab.store.type(row, step.field, `value ${step.word}`);
          if (step.act === "flush") await tab.store.flush();
          if (step.act === "hear") await place.tell(tab, revisionId);
          if (step.act === "cut") tab.line.isCut = !tab.line.isCut;
          if (step.act === "undo") tab.store.undo();
        }
        for (const tab of tabs) await settleAll(tab, revisionId);
        for (const tab of tabs) await place.tell(tab, revisionId);
        const stored = await place.stored(revisionId);
        for (const { store } of tabs) {
          expect(store.snapshot().kept).toEqual([]);
          expect(store.snapshot().shown).toEqual(stored);
        }
        await expectChain(revisionId);
      }),
      { numRuns: testCount(25, 1_000) },
    );
  }, 600_000);
});

/** The line is mended, and every conflict settled with the person's own value. */
async function settleAll(tab: Tab, revisionId: string): Promise<void> {
  tab.line.isCut = false;
  for (let round = 0; round < 5; round += 1) {
    await vi.waitFor(() => expect(tab.store.snapshot().saving).not.toBe("saving")); // begun by a timer of its own
    await tab.store.flush();
    await place.tell(tab, revisionId);
    for (const { id, edit, conflict } of tab.store.snapshot().kept) {
      if (conflict && edit.op === "set") tab.store.settle(id, edit.value);
    }
  }
}

/** Each save of a field was made on exactly what the one before it had left: nothing was written over unseen. */
async function expectChain(revisionId: string): Promise<void> {
  const held = new Map<string, unknown>();
  const published = itemsOf(await place.stored(await place.newDraft()), "guidance_row")[0];
  for (const { before, after } of await place.saves(revisionId)) {
    const undone = before.steps.toReversed();
    for (const [index, step] of after.steps.entries()) {
      const undo = undone[index];
      if (step.op !== "set" || undo?.op !== "set" || !published) throw new Error("An event of another kind.");
      const known = held.has(step.field) ? held.get(step.field) : valueAt(published, step.field);
      expect(undo).toMatchObject({ field: step.field, value: known });
      held.set(step.field, step.value);
    }
  }
}

describe("a draft that was brought up to date", () => {
  it("takes nothing back that was written before it, and says that there is nothing to undo", async () => {
    const own = await Workplace.make();
    const [revisionId, theirs] = [await own.newDraft(), await own.newDraft()];
    const tab = await own.openTab(own.ana, revisionId);
    tab.store.type(tab.item("guidance_row").id, "current", "USD 12 million");
    await tab.store.flush();
    tab.store.close();
    const other = await own.openTab(own.rob, theirs);
    other.store.type(other.item("headline").id, "text", "Orders hold");
    await other.store.flush();
    const submitted = await submitRevision(as(own.base.app, own.rob), { revisionId: theirs, summary: "First" });
    await approveRevision(as(own.base.app, own.ana), { revisionId: theirs, ...submitted });
    const seen = (await readMergeable(own.base.app, revisionId))?.seen ?? "";
    await bringUpToDate(as(own.base.app, own.ana), { revisionId, seen, choices: {} });
    const merged = await own.stored(revisionId);
    const again = await own.openTab(own.ana, revisionId, tab.held);
    expect(again.store.snapshot()).toMatchObject({ canUndo: false, canRedo: false });
    again.store.undo();
    expect(again.store.snapshot().notice).toBe("There is nothing to undo.");
    await again.store.flush();
    expect(await own.stored(revisionId)).toEqual(merged);
    again.store.type(again.item("guidance_row").id, "current", "USD 14 million");
    again.store.undo();
    await again.store.flush();
    expect(await own.stored(revisionId)).toEqual(merged);
    own.closeTabs();
    await own.base.close();
  });
});
