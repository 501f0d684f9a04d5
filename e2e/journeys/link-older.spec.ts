import { recallRevision } from "@/lib/publishing/recall-commands";
import { as } from "@/lib/world";
import { nth } from "../draft";
import { expect } from "../fixtures";
import { newAddress } from "../new-address";
import { publishNext } from "../published";
import { test } from "../published-note";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`an analyst ${javaScriptEnabled ? "with" : "without"} scripts`, () => {
    test.use({ javaScriptEnabled });

    test("makes a link to an older revision, from its page or by choosing it, but not to one that was recalled", async ({
      page,
      context,
      connection,
      contextOf,
      note,
      signedInAs,
    }) => {
      const [ana, rowan] = [await contextOf("ana@quarterdeck.example"), await contextOf("rowan@quarterdeck.example")];
      const people = { writer: ana.actor, reviewer: rowan.actor };
      const reworded = (base: string, value: string) =>
        publishNext(connection, people, note, ({ content }) => {
          const { id: itemId } = nth(content, "takeaway", 0);
          return [{ op: "set", kind: "takeaway", itemId, field: "body", base, value }];
        });
      const second = await reworded("One supplier is late.", "Two suppliers are late.");
      await reworded("Two suppliers are late.", "Three suppliers are late.");
      await recallRevision(as(connection.db, rowan.actor), { revisionId: second, reason: "It was one." });
      await signedInAs("ana@quarterdeck.example");
      await page.goto(`${note.path}/r2`);
      await expect(page.getByRole("link", { name: /^Share/ })).toHaveCount(0);
      await page.goto(`${note.path}/r1`);
      await page.getByRole("link", { name: "Share r1" }).click();
      const which = page.getByLabel("Which one");
      await expect(which.locator("option")).toHaveText([/^r3, published /, /^r1, published /]);
      await expect(which.locator("option:checked")).toHaveText(/^r1/);
      await page.getByRole("button", { name: "Make the link" }).click();
      await expect(page.getByLabel("Who it is for")).toHaveAccessibleDescription(/Name the link/);
      await expect(which.locator("option:checked")).toHaveText(/^r1/);
      await page.getByLabel("Who it is for").fill("Gull Rock Fund");
      await page.getByRole("button", { name: "Make the link" }).click();
      const address = await newAddress(page);
      await expect(page.getByRole("row", { name: /Gull Rock Fund/ })).toContainText("r1, for ever");
      expect(await (await context.request.get(address)).text()).toContain("One supplier is late.");
    });
  });
}
