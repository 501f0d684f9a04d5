import { expect } from "../fixtures";
import { newAddress } from "../new-address";
import { test } from "../published-note";

test.use({ javaScriptEnabled: false });

test("R43: Whoever loads the page of a new address once more makes no second link, and ends no address", async ({
  page,
  context,
  note,
  signedInAs,
}) => {
  await signedInAs("ana@quarterdeck.example");
  await page.goto(`${note.path}/share`);
  await page.getByLabel("Who it is for").fill("Gull Rock Fund");
  await page.getByRole("button", { name: "Make the link" }).click();
  const first = await newAddress(page);
  await page.reload();
  await expect(page.getByRole("alert")).toContainText("This link was made already");
  const row = page.getByRole("row", { name: /Gull Rock Fund/ });
  await expect(row).toHaveCount(1);
  await row.getByRole("link").first().click();
  await page.getByText("Give it a new address").click();
  await page.getByRole("button", { name: "Replace the address" }).click();
  const second = await newAddress(page);
  await page.reload();
  await expect(page.getByRole("alert")).toContainText("has its new address");
  const opens = async (address: string) => (await context.request.get(address)).status();
  expect([await opens(first), await opens(second)]).toEqual([404, 200]);
});
