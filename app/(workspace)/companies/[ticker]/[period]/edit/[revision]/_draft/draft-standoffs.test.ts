import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type ItemOf, itemsOf } from "@/lib/notes/content";
import { newId } from "@/lib/notes/new-id";
import { Workplace } from "./draft-workplace";
import { anotherTab, emptyHolding, fieldId } from "./kept";

let place: Workplace;
beforeAll(async () => {
  place = await Workplace.make();
});
afterEach(() => place.closeTabs());
afterAll(() => place.base.close());

async function twoTabs() {
  const revisionId = await place.newDraft();
  const [one, two] = [await place.openTab(place.ana, revisionId), await place.openTab(place.rob, revisionId)];
  const stored = async () => (await place.stored(revisionId)).items;
  return { revisionId, one, two, stored };
}

const analyst = (name: string): ItemOf<"covering_analyst"> => {
  return { id: newId(), kind: "covering_analyst", fields: { name, firm: null }, citations: [] };
};
const tooLong = "x".repeat(201);

describe("words that no field can hold", () => {
  it("do not keep their item from being deleted, nor anything else from being saved, and come back with it", async () => {
    const { one, stored } = await twoTabs();
    const { id } = one.item("takeaway");
    one.store.type(id, "title", tooLong);
    one.store.do([{ op: "remove", itemId: id }]);
    one.store.type(one.item("guidance_row").id, "current", "USD 12 million");
    await one.store.flush();
    expect(one.store.snapshot()).toMatchObject({ kept: [], refusal: null });
    expect((await stored()).some((item) => item.id === id)).toBe(false);
    one.store.undo();
    one.store.undo();
    expect(one.item("takeaway")).toMatchObject({ id, fields: { title: tooLong } });
    await one.store.flush();
    expect((await stored()).find((item) => item.id === id)).toMatchObject({ fields: { title: "Orders" } });
  });

  it("do not keep a rating from being taken away", async () => {
    const { one, stored } = await twoTabs();
    const { id } = itemsOf(one.store.snapshot().shown, "takeaway").find(({ fields }) => fields.kind === "risk") ?? {
      id: "",
    };
    const rating = { severity: "low", likelihood: "likely", horizon: "24+", status: "open", commentary: null } as const;
    one.store.do([{ op: "set", itemId: id, field: "assessment", value: rating }]);
    await one.store.flush();
    one.store.type(id, "assessment.commentary", "x".repeat(10_001));
    one.store.do([{ op: "set", itemId: id, field: "assessment", value: null }]);
    await one.store.flush();
    expect(one.store.snapshot()).toMatchObject({ kept: [], refusal: null, saving: "saved" });
    expect((await stored()).find((item) => item.id === id)).toMatchObject({ assessment: null });
  });

  it("are kept beside an item that is put back with them", async () => {
    const { revisionId, one, two, stored } = await twoTabs();
    const item = one.item("takeaway");
    one.store.type(item.id, "title", tooLong);
    two.store.do([{ op: "remove", itemId: item.id }]);
    await two.store.flush();
    await place.tell(one, revisionId);
    one.store.putBack(item);
    await one.store.flush();
    expect((await stored()).some(({ id }) => id === item.id)).toBe(true);
    expect(one.store.snapshot().kept).toMatchObject([{ edit: { value: tooLong }, conflict: null }]);
  });
});

describe("an item that there is no room for", () => {
  it("is kept with its words when a colleague was first to write the headline, and holds nothing else up", async () => {
    const { revisionId, one, two, stored } = await twoTabs();
    const { id } = one.item("headline");
    two.store.do([{ op: "remove", itemId: id }]);
    await two.store.flush();
    await place.tell(one, revisionId);
    const headline = (text: string) => ({ id: newId(), kind: "headline" as const, fields: { text }, citations: [] });
    two.store.do([{ op: "add", item: headline("Theirs"), after: null }]);
    await two.store.flush();
    one.store.do([{ op: "add", item: headline("Ours"), after: null }]);
    one.store.type(one.item("guidance_row").id, "current", "USD 12 million");
    await one.store.flush();
    await one.store.flush();
    const { kept } = one.store.snapshot();
    expect(kept).toMatchObject([
      { edit: { op: "add", item: { fields: { text: "Ours" } } }, conflict: { outcome: "full" } },
    ]);
    expect(await place.current(revisionId)).toBe("USD 12 million");
    one.store.drop(kept[0]?.id ?? "");
    await place.tell(one, revisionId);
    expect(one.item("headline")).toMatchObject({ fields: { text: "Theirs" } });
    expect((await stored()).filter(({ kind }) => kind === "headline")).toHaveLength(1);
  });
});

describe("a field that is open when a colleague deletes its item", () => {
  it("is kept with what is typed on, although nothing was typed before", async () => {
    const { revisionId, one, two, stored } = await twoTabs();
    const item = one.item("takeaway");
    one.store.enter({ itemId: item.id, field: "body" });
    two.store.do([{ op: "remove", itemId: item.id }]);
    await two.store.flush();
    await place.tell(one, revisionId, "Rob");
    const [kept] = one.store.snapshot().kept;
    expect(kept).toMatchObject({ edit: { value: "Orders rose 12% on one large customer." }, conflict: { by: "Rob" } });
    one.store.reword(kept?.id ?? "", "Orders rose 12%, and more.");
    one.store.putBack(item);
    await one.store.flush();
    expect((await stored()).find(({ id }) => id === item.id)).toMatchObject({
      fields: { body: "Orders rose 12%, and more." },
    });
  });
});

describe("taking back what somebody has gone on with", () => {
  it("leaves an item that a colleague has written in since", async () => {
    const { revisionId, one, two, stored } = await twoTabs();
    const added = analyst("Wren");
    one.store.do([{ op: "add", item: added, after: null }]);
    await one.store.flush();
    await place.tell(two, revisionId);
    two.store.type(added.id, "firm", "Larch");
    await two.store.flush();
    await place.tell(one, revisionId);
    one.store.undo();
    await one.store.flush();
    expect(one.store.snapshot().notice).toMatch(/has written in this item since/);
    expect((await stored()).find(({ id }) => id === added.id)).toMatchObject({ fields: { firm: "Larch" } });
  });

  it("leaves an item where a colleague has moved it since", async () => {
    const { revisionId, one, two, stored } = await twoTabs();
    const order = async () => (await stored()).map(({ kind }) => kind).join();
    const { id } = one.item("guidance_row");
    one.store.do([{ op: "move", itemId: id, after: null }]);
    await one.store.flush();
    await place.tell(two, revisionId);
    two.store.do([{ op: "move", itemId: id, after: two.item("headline").id }]);
    await two.store.flush();
    await place.tell(one, revisionId);
    const before = await order();
    one.store.undo();
    await one.store.flush();
    expect(one.store.snapshot().notice).toMatch(/has been moved since/);
    expect(await order()).toBe(before);
  });

  it("deletes an item that was deleted, brought back and deleted again before the first was saved", async () => {
    const { one, stored } = await twoTabs();
    const { id } = one.item("guidance_row");
    one.line.isCut = true;
    one.store.do([{ op: "remove", itemId: id }]);
    one.store.undo();
    one.store.do([{ op: "remove", itemId: id }]);
    one.line.isCut = false;
    await one.store.flush();
    await one.store.flush();
    expect((await stored()).some((item) => item.id === id)).toBe(false);
  });
});

describe("a commentary on a rating that a colleague takes away", () => {
  it("is a conflict that stands, is not sent again and again, and is saved once the risk is rated again", async () => {
    const { revisionId, one, two, stored } = await twoTabs();
    const risk = itemsOf(one.store.snapshot().shown, "takeaway").find(({ fields }) => fields.kind === "risk");
    const id = risk?.id ?? "";
    const rating = { severity: "low", likelihood: "likely", horizon: "24+", status: "open", commentary: null } as const;
    const rate = (value: typeof rating | null) => [{ op: "set" as const, itemId: id, field: "assessment", value }];
    two.store.do(rate(rating));
    await two.store.flush();
    await place.tell(one, revisionId);
    two.store.do(rate(null));
    await two.store.flush();
    one.store.type(id, "assessment.commentary", "Watch the permits");
    await one.store.flush();
    const saves = (await place.saves(revisionId)).length;
    for (let times = 0; times < 3; times += 1) {
      await place.tell(one, revisionId);
      await one.store.flush();
    }
    expect(one.store.snapshot().kept).toMatchObject([{ conflict: { outcome: "conflict", theirs: null } }]);
    expect(await place.saves(revisionId)).toHaveLength(saves);
    one.store.do(rate(rating));
    await one.store.flush();
    await one.store.flush();
    const item = (await stored()).find((each) => each.id === id);
    expect(item).toMatchObject({ assessment: { ...rating, commentary: "Watch the permits" } });
  });
});

describe("two values that two tabs of one person have left", () => {
  it("are both there to choose from, also when one of them had been saved, and go over no colleague's", async () => {
    const revisionId = await place.newDraft();
    const [tab, colleague] = [await place.openTab(place.ana, revisionId), await place.openTab(place.rob, revisionId)];
    const { id } = tab.item("guidance_row");
    tab.store.type(id, "current", "USD 12 million");
    await tab.store.flush();
    const of = { op: "set", kind: "guidance_row", itemId: id, field: "current" } as const;
    const edit = { ...of, base: "USD 11 million", value: "USD 12 million" };
    const conflict = { outcome: "conflict", theirs: "USD 13 million", by: anotherTab, at: null } as const;
    const holding = { ...emptyHolding, kept: [{ id: fieldId(id, "current"), edit, conflict, problem: null }] };
    const again = await place.openTab(place.ana, revisionId, { holding });
    const [kept] = again.store.snapshot().kept;
    expect(kept).toMatchObject({ edit: { value: "USD 13 million" }, conflict: { theirs: "USD 12 million" } });
    await place.tell(colleague, revisionId);
    colleague.store.type(id, "current", "USD 14 million");
    await colleague.store.flush();
    again.store.settle(kept?.id ?? "", "USD 13 million");
    await again.store.flush();
    expect(await place.current(revisionId)).toBe("USD 14 million");
    expect(again.store.snapshot().kept).toMatchObject([{ conflict: { theirs: "USD 14 million" } }]);
  });
});

describe("the order that is shown", () => {
  it("is the order that is stored, when the stream tells again what an answer has told", async () => {
    const { revisionId, one, stored } = await twoTabs();
    const added = [analyst("A"), analyst("B"), analyst("C")];
    one.store.do(added.map((item) => ({ op: "add" as const, item, after: null })));
    await one.store.flush();
    one.store.do([{ op: "move", itemId: added[0]?.id ?? "", after: added[2]?.id ?? "" }]);
    await one.store.flush();
    one.store.do([{ op: "move", itemId: added[2]?.id ?? "", after: null }]);
    await one.store.flush();
    await place.tell(one, revisionId);
    const shown = one.store.snapshot().shown.items.map(({ id }) => id);
    expect(shown).toEqual((await stored()).map(({ id }) => id));
  });
});
