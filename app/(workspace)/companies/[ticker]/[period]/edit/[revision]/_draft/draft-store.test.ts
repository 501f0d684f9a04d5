import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { itemsOf } from "@/lib/notes/content";
import { anotherItem } from "@/lib/notes/fixtures/items";
import { newId } from "@/lib/notes/new-id";
import { Workplace } from "./draft-workplace";

let place: Workplace;
beforeAll(async () => {
  place = await Workplace.make();
});
afterEach(() => place.closeTabs());
afterAll(() => place.base.close());

describe("a draft in a tab", () => {
  it("saves a burst of typing in one field as one edit, under one event", async () => {
    const revisionId = await place.newDraft();
    const { store, item } = await place.openTab(place.ana, revisionId);
    const { id } = item("guidance_row");
    for (const typed of ["U", "US", "USD 12 million"]) store.type(id, "current", typed);
    expect(store.snapshot().saving).toBe("unsaved");
    await store.flush();
    expect(store.snapshot()).toMatchObject({ saving: "saved", kept: [] });
    expect(await place.current(revisionId)).toBe("USD 12 million");
    expect(await place.saves(revisionId)).toHaveLength(1);
  });

  it("sends nothing when the typing has come back to what it was", async () => {
    const revisionId = await place.newDraft();
    const { store, item } = await place.openTab(place.ana, revisionId);
    store.type(item("guidance_row").id, "current", "x");
    store.type(item("guidance_row").id, "current", "USD 11 million");
    expect(store.snapshot().saving).toBe("saved");
    await store.flush();
    expect(await place.saves(revisionId)).toHaveLength(0);
  });

  it("keeps what a cut line could not carry, over a reload too, and saves it once the line is back", async () => {
    const revisionId = await place.newDraft();
    const tab = await place.openTab(place.ana, revisionId);
    tab.line.isCut = true;
    tab.store.type(tab.item("guidance_row").id, "current", "Written in a tunnel");
    await tab.store.flush();
    expect(tab.store.snapshot().saving).toBe("unreachable");
    tab.store.close();
    const again = await place.openTab(place.ana, revisionId, tab.held);
    expect(itemsOf(again.store.snapshot().shown, "guidance_row")[0]?.fields.current).toBe("Written in a tunnel");
    await again.store.flush();
    expect(await place.current(revisionId)).toBe("Written in a tunnel");
    expect(tab.held.holding.kept).toEqual([]);
  });

  it("sends nothing more by itself for who is signed out, keeps the words, and saves them when asked to", async () => {
    const revisionId = await place.newDraft();
    const { store, line, held, item } = await place.openTab(place.ana, revisionId);
    line.isSignedOut = true;
    store.type(item("guidance_row").id, "current", "Written without a session");
    await store.flush();
    store.type(item("guidance_row").id, "current", "Written without a session, and on");
    store.retry(false);
    await store.flush();
    expect(line.sends).toBe(1);
    expect(store.snapshot()).toMatchObject({ saving: "refused", refusal: { reason: "signed_out" } });
    expect(held.holding.kept).toHaveLength(1);
    line.isSignedOut = false;
    store.retry(true);
    await store.flush();
    await store.flush();
    expect(await place.current(revisionId)).toBe("Written without a session, and on");
  });

  it("sends a save whose answer was lost again under the same key, and it is one event", async () => {
    const revisionId = await place.newDraft();
    const tab = await place.openTab(place.ana, revisionId);
    tab.line.losesAnswers = true;
    tab.store.type(tab.item("guidance_row").id, "current", "USD 13 million");
    await tab.store.flush();
    tab.store.type(tab.item("guidance_row").id, "current", "USD 14 million");
    await tab.store.flush();
    tab.line.losesAnswers = false;
    await tab.store.flush();
    await tab.store.flush();
    expect(await place.current(revisionId)).toBe("USD 14 million");
    expect(await place.saves(revisionId)).toHaveLength(2);
    expect(tab.store.snapshot().kept).toEqual([]);
  });

  it("does not undo what a colleague wrote meanwhile when a lost save is sent again after a reload", async () => {
    const revisionId = await place.newDraft();
    const tab = await place.openTab(place.ana, revisionId);
    tab.line.losesAnswers = true;
    tab.store.type(tab.item("guidance_row").id, "current", "USD 13 million");
    await tab.store.flush();
    tab.store.close();
    const other = await place.openTab(place.rob, revisionId);
    other.store.type(other.item("guidance_row").id, "current", "USD 15 million");
    await other.store.flush();
    const again = await place.openTab(place.ana, revisionId, tab.held);
    await again.store.flush();
    expect(await place.current(revisionId)).toBe("USD 15 million");
    expect(again.store.snapshot()).toMatchObject({ saving: "saved", kept: [] });
    expect(itemsOf(again.store.snapshot().shown, "guidance_row")[0]?.fields.current).toBe("USD 15 million");
  });

  it("does not send what cannot be kept, says why at the field, and keeps it", async () => {
    const revisionId = await place.newDraft();
    const { store, item, held } = await place.openTab(place.ana, revisionId);
    store.type(item("guidance_row").id, "current", "a\0b");
    store.type(item("takeaway").id, "title", "x".repeat(201));
    await store.flush();
    const problems = store.snapshot().kept.map(({ problem }) => problem);
    expect(problems[0]).toContain("cannot be kept");
    expect(problems[1]).toContain("within 200 characters");
    expect(held.holding.kept).toHaveLength(2);
    expect(await place.saves(revisionId)).toHaveLength(0);
    store.type(item("takeaway").id, "title", "x".repeat(200));
    await store.flush();
    expect(itemsOf(await place.stored(revisionId), "takeaway")[0]?.fields.title).toHaveLength(200);
  });

  it("takes own edits back and does them again, after a reload too", async () => {
    const revisionId = await place.newDraft();
    const tab = await place.openTab(place.ana, revisionId);
    const { id } = tab.item("guidance_row");
    tab.store.type(id, "current", "USD 12 million");
    tab.store.leave();
    tab.store.do([{ op: "set", itemId: id, field: "change", value: "lowered" }]);
    tab.store.do([{ op: "remove", itemId: tab.item("takeaway").id }]);
    await tab.store.flush();
    tab.store.close();
    const again = await place.openTab(place.ana, revisionId, tab.held);
    for (let edits = 0; edits < 3; edits += 1) again.store.undo();
    await again.store.flush();
    const published = await place.stored(await place.newDraft());
    expect((await place.stored(revisionId)).items).toEqual(published.items);
    expect(again.store.snapshot()).toMatchObject({ canUndo: false, canRedo: true, changes: [] });
    again.store.redo();
    await again.store.flush();
    expect(await place.current(revisionId)).toBe("USD 12 million");
  });

  it("saves and takes back together what was done together, after a reload too", async () => {
    const revisionId = await place.newDraft();
    const tab = await place.openTab(place.ana, revisionId);
    const row = tab.item("guidance_row");
    const added = { ...row, id: newId() };
    tab.store.do([
      { op: "set", itemId: row.id, field: "current", value: "USD 12 million" },
      { op: "add", item: added, after: row.id },
      { op: "set", itemId: added.id, field: "metric", value: "Margin" },
    ]);
    await tab.store.flush();
    expect(await place.saves(revisionId)).toHaveLength(1);
    const pasted = itemsOf(await place.stored(revisionId), "guidance_row");
    expect(pasted.map(({ fields }) => [fields.metric, fields.current])).toEqual([
      ["Revenue", "USD 12 million"],
      ["Margin", "USD 11 million"],
    ]);
    tab.store.close();
    const again = await place.openTab(place.ana, revisionId, tab.held);
    again.store.undo();
    expect(again.store.snapshot()).toMatchObject({ canUndo: false, canRedo: true, changes: [] });
    again.store.redo();
    await again.store.flush();
    expect(itemsOf(await place.stored(revisionId), "guidance_row")).toEqual(pasted);
  });

  it("leaves of what was done together only what somebody has changed since", async () => {
    const revisionId = await place.newDraft();
    const tab = await place.openTab(place.ana, revisionId);
    const itemId = tab.item("guidance_row").id;
    tab.store.do([
      { op: "set", itemId, field: "previous", value: "USD 1 million" },
      { op: "set", itemId, field: "current", value: "USD 2 million" },
    ]);
    await tab.store.flush();
    const other = await place.openTab(place.rob, revisionId);
    other.store.type(itemId, "current", "USD 3 million");
    await other.store.flush();
    await place.tell(tab, revisionId);
    tab.store.undo();
    expect(tab.store.snapshot().notice).toContain("Somebody has changed this since");
    await tab.store.flush();
    const [row] = itemsOf(await place.stored(revisionId), "guidance_row");
    expect(row?.fields).toMatchObject({ previous: "USD 10 million", current: "USD 3 million" });
  });

  it("carries in several saves what is too much for one", async () => {
    const revisionId = await place.newDraft();
    const { store, item } = await place.openTab(place.ana, revisionId);
    const row = item("guidance_row");
    const fields = { metric: "", period: null, previous: "p".repeat(10_000), current: "c".repeat(10_000) };
    const made = Array.from({ length: 20 }, (_, place) => ({
      ...row,
      id: newId(),
      kind: "guidance_row" as const,
      fields: { ...fields, metric: `Metric ${place}`, change: null, changeText: null },
    }));
    store.do(made.map((each, place) => ({ op: "add", item: each, after: made[place - 1]?.id ?? row.id })));
    while (store.snapshot().kept.length > 0) await store.flush();
    expect((await place.saves(revisionId)).length).toBeGreaterThan(1);
    const metrics = itemsOf(await place.stored(revisionId), "guidance_row").map((each) => each.fields.metric);
    expect(metrics).toEqual(["Revenue", ...made.map((each) => each.fields.metric)]);
  });

  it("leaves an own edit that somebody has changed since, and says so", async () => {
    const revisionId = await place.newDraft();
    const tab = await place.openTab(place.ana, revisionId);
    tab.store.type(tab.item("guidance_row").id, "current", "USD 12 million");
    await tab.store.flush();
    const other = await place.openTab(place.rob, revisionId);
    other.store.type(other.item("guidance_row").id, "current", "USD 15 million");
    await other.store.flush();
    await place.tell(tab, revisionId);
    tab.store.undo();
    expect(tab.store.snapshot().notice).toContain("Somebody has changed this since");
    await tab.store.flush();
    expect(await place.current(revisionId)).toBe("USD 15 million");
  });

  it("takes a change against the base back, whatever it was", async () => {
    const revisionId = await place.newDraft();
    const { store, item } = await place.openTab(place.ana, revisionId);
    const published = store.snapshot().shown;
    store.do([{ op: "move", itemId: item("guidance_row").id, after: null }]);
    store.do([{ op: "set", itemId: item("takeaway").id, field: "kind", value: "risk" }]);
    store.type(item("headline").id, "text", "Orders recover slowly");
    store.do([{ op: "remove", itemId: item("takeaway").id }]);
    await store.flush();
    expect(store.snapshot().changes).toHaveLength(3);
    store.revert(store.snapshot().changes);
    await store.flush();
    expect(store.snapshot().changes).toEqual([]);
    expect((await place.stored(revisionId)).items).toEqual(published.items);
  });

  it("takes all changes back in one, the headline and neighbours that were deleted among them", async () => {
    const revisionId = await place.newDraft();
    const { store } = await place.openTab(place.ana, revisionId);
    const { items } = store.snapshot().shown;
    store.do(items.map(({ id }) => ({ op: "remove", itemId: id })));
    store.do([{ op: "add", item: anotherItem("headline"), after: null }]);
    await store.flush();
    store.revert(store.snapshot().changes);
    await store.flush();
    expect(store.snapshot().changes).toEqual([]);
    expect((await place.stored(revisionId)).items).toEqual(items);
  });
});
