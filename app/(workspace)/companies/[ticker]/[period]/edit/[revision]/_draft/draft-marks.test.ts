import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { Workplace } from "./draft-workplace";

let place: Workplace;
beforeAll(async () => {
  place = await Workplace.make();
});
afterEach(() => place.closeTabs());
afterAll(() => place.base.close());

it("tells of a mark whose words are gone, and no more once they are reverted, also in a page that is opened anew", async () => {
  const revisionId = await place.newDraft();
  const { store, item } = await place.openTab(place.ana, revisionId);
  const { id } = item("headline");
  store.type(id, "text", "");
  await store.flush();
  expect(store.snapshot().displaced).toMatchObject([{ itemId: id, field: "text", label: "1" }]);
  store.revert(store.snapshot().changes);
  await store.flush();
  expect(store.snapshot()).toMatchObject({ changes: [], displaced: [] });
  const again = await place.openTab(place.ana, revisionId);
  expect(again.store.snapshot()).toMatchObject({ changes: [], displaced: [] });
});
