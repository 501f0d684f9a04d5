import { nth, openField, test } from "../draft";
import { expect } from "../fixtures";

test("A source is cited where the caret stands, another is described and cited, and a mark is taken out", async ({
  page,
  draft,
}) => {
  const risk = page.getByRole("article", { name: "R2", exact: true });
  await risk.getByRole("button", { name: "Cite a source in R2" }).click();
  const dialog = page.getByRole("dialog", { name: "Cite a source in R2, text" });
  await dialog.getByRole("button", { name: /^doc 2/ }).click();
  const box = risk.getByRole("textbox", { name: "R2, text" });
  await expect(box).toBeFocused();
  await box.press("Control+Home");
  await box.pressSequentially("In short: ");
  await risk.getByRole("button", { name: "Cite", exact: true }).click();
  await expect(dialog).toContainText("The mark goes behind “In short:”.");
  await dialog.getByRole("button", { name: "Another document" }).click();
  await expect(dialog.getByLabel("Number")).toHaveValue("7");
  await dialog.getByLabel("Title").fill("Export rules, third part");
  await dialog.getByLabel("Number").fill("2");
  await dialog.getByLabel("Address").fill("example.com/rules");
  await dialog.getByRole("button", { name: "Cite it" }).click();
  await expect(dialog.getByText("doc 2 is in this note already.")).toBeVisible();
  await expect(dialog.getByText("Write the whole address, beginning with https://")).toBeVisible();
  await expect(dialog.getByLabel("Number")).toBeFocused();
  await page.locator("#P1").click({ position: { x: 300, y: 4 } }); // elsewhere: what is typed stays
  await expect(dialog.getByLabel("Title")).toHaveValue("Export rules, third part");
  await dialog.getByLabel("Number").fill("9");
  await dialog.getByLabel("Kind").selectOption("Filing");
  await dialog.getByLabel("Date").fill("2025-01-31");
  await dialog.getByLabel("Address").fill("https://example.com/rules");
  await dialog.getByRole("button", { name: "Cite it" }).click();
  await expect(box).toBeFocused();
  const held = async () => {
    const content = await draft.content();
    const { fields, citations } = nth(content, "takeaway", 5);
    return { body: fields.body, citations, source: content.sources.find(({ label }) => label === "9") };
  };
  const source = {
    label: "9",
    title: "Export rules, third part",
    kind: "filing",
    date: "2025-01-31",
    address: "https://example.com/rules",
  };
  await expect.poll(held).toMatchObject({ body: expect.stringMatching(/^In short: Tighter/), source });
  const { body, citations } = await held();
  expect(citations).toEqual([
    { field: "body", offset: 10, label: "9" },
    { field: "body", offset: body.length, label: "2" },
  ]);
  await expect(page.getByText("R2 cites no source")).toBeHidden();
  await risk.getByRole("button", { name: "Remove doc 9 behind “In short:”" }).click();
  await expect(box).toBeFocused();
  await expect.poll(async () => (await held()).citations.map(({ label }) => label)).toEqual(["2"]);
  await page.reload();
  await expect(risk).toContainText("doc 2");
});

test("A mark whose words are deleted is told of, and citing its document again puts it back", async ({
  page,
  draft,
}) => {
  const positive = page.getByRole("article", { name: "P4", exact: true });
  const box = await openField(page, "P4, text");
  await box.fill("It expects the EBITDA margin to recover faster.");
  await expect(positive.getByText("has lost its place")).toBeVisible();
  await box.press("Control+Enter");
  await page.reload();
  const check = page.getByRole("link", { name: "doc 2 in P4, body has lost its place" });
  await expect(check).toHaveAttribute("href", "#P4");
  await openField(page, "P4, text");
  await box.press("Control+Home");
  await positive.getByRole("button", { name: "Cite", exact: true }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^doc 2/ })
    .click();
  await expect(check).toBeHidden();
  const offsets = async () => nth(await draft.content(), "takeaway", 3).citations.map(({ offset }) => offset);
  await expect.poll(offsets).toEqual([0, 46]);
});
