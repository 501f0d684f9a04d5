import { nth, test } from "../draft";
import { expect } from "../fixtures";
import { press, tabTo } from "../keyboard";

test("A whole topic is written by keyboard alone", async ({ page, draft }) => {
  await page.getByRole("button", { name: "Add a topic" }).focus();
  await press(page, "Enter");
  await page.keyboard.type("Inventory");
  await press(page, "Enter");
  await tabTo(page, /T9, Q1 25: empty/);
  await press(page, "Enter");
  await page.keyboard.type("Stock of chips covers two quarters");
  await tabTo(page, /^Cite/);
  await press(page, "Enter", "Enter"); // the first document
  await press(page, "Control+Enter");
  await tabTo(page, /T9, trend tag/);
  await page.keyboard.type("Em"); // by its first letters
  await tabTo(page, /T9, trend: empty/);
  await press(page, "Enter");
  await page.keyboard.type("Named for the first time");
  await press(page, "Control+Enter");
  await tabTo(page, /T9, mention of Q3 24: empty/);
  await press(page, "Enter");
  await tabTo(page, /Not mentioned/);
  await press(page, "Space", "Alt+ArrowUp");
  await page.getByRole("button", { name: "T9, topic" }).focus();
  await press(page, "Alt+ArrowUp");
  await expect(page.getByRole("button", { name: "T8, topic: Inventory" })).toBeFocused();
  await expect
    .poll(async () => nth(await draft.content(), "topic_row", 7))
    .toMatchObject({
      fields: {
        topic: "Inventory",
        current: "Stock of chips covers two quarters",
        trend: "Named for the first time",
        trendTag: "emerging",
        mentions: [{ period: "2024-Q3", text: "not mentioned", absent: true }],
      },
      citations: [{ field: "current", offset: 34, label: "1" }],
    });
});

test("A note is started empty, written and submitted by keyboard alone", async ({ page, contentOf }) => {
  const write = async (words: string, end = "Enter") => {
    await page.keyboard.type(words);
    await press(page, end);
  };
  await page.goto("/companies/LBINS/start?period=2022-Q4");
  await tabTo(page, /^Start empty/, 20);
  await press(page, "Enter");
  await expect(page.locator("main[data-ready]")).toBeVisible();

  await tabTo(page, /^Write the headline/, 20);
  await press(page, "Enter");
  await write("Kiln orders come back");
  await tabTo(page, /^Add a positive/, 20);
  await press(page, "Enter");
  await write("Orders");
  await tabTo(page, /^P1, text/);
  await press(page, "Enter");
  await page.keyboard.type("Orders rose by a third.");
  await tabTo(page, /^Cite/);
  await press(page, "Enter");
  await tabTo(page, /^Title/);
  await page.keyboard.type("The call");
  await tabTo(page, /^Cite it/);
  await press(page, "Enter", "Control+Enter");
  await tabTo(page, /^Add a risk/, 20);
  await press(page, "Enter");
  await write("Permits");
  await tabTo(page, /^R1, text/);
  await press(page, "Enter");
  await write("Two sites wait for one.", "Control+Enter");
  await tabTo(page, /^Rate this risk/);
  await press(page, "Enter");
  await press(page, "ArrowRight", "ArrowRight"); // from low to high
  await tabTo(page, /^Unlikely/);
  await press(page, "Space");
  await tabTo(page, /^0–12 mo/);
  await press(page, "Space");
  await tabTo(page, /^R1, commentary/);
  await press(page, "Enter");
  await write("Watch the permits", "Control+Enter");
  await tabTo(page, /^Done/);
  await press(page, "Enter");

  await tabTo(page, /^Add guidance row/, 20);
  await press(page, "Enter");
  await write("Revenue", "Tab");
  await write("FY 2023", "Tab");
  await write("USD 40 million", "Tab");
  await write("USD 44 million", "Tab");
  await press(page, "r");
  await tabTo(page, /^Add a topic/, 20);
  await press(page, "Enter");
  await write("Orders");
  await tabTo(page, /^T1, Q4 22/);
  await press(page, "Enter");
  await write("Up a third", "Control+Enter");
  await tabTo(page, /^Add a question/, 40);
  await press(page, "Enter");
  await write("Orders");
  await tabTo(page, /^Q1, question/);
  await press(page, "Enter");
  await write("Will it last?", "Control+Enter");
  await tabTo(page, /^Q1, outcome/);
  await page.keyboard.type("de");
  await tabTo(page, /^Add an analyst/, 20);
  await press(page, "Enter");
  await write("Wren Halloway");

  await tabTo(page, /^Why these changes/, 40);
  await expect(page.getByText(/^Draft saved/).first()).toBeVisible();
  const revisionId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  await write("First note on the quarter");
  await expect(page).toHaveURL(`/companies/LBINS/2022-Q4?done=${revisionId}`);
  await expect(page.getByRole("status").filter({ hasText: "Sent. Any reviewer can take it." })).toBeVisible();
  await expect(page.getByRole("link", { name: "Open the revision in review" })).toBeVisible();
  const { items } = await contentOf(revisionId);
  const said = { title: "Permits", body: "Two sites wait for one." };
  const cited = { field: "body", offset: 23, label: "1" };
  const rating = { severity: "high", likelihood: "unlikely", horizon: "0-12", status: "open" };
  expect(items).toMatchObject([
    { fields: { text: "Kiln orders come back" } },
    { fields: { kind: "positive", title: "Orders", body: "Orders rose by a third." }, citations: [cited] },
    { fields: { kind: "risk", ...said }, assessment: { ...rating, commentary: "Watch the permits" } },
    { fields: { metric: "Revenue", period: "FY 2023", current: "USD 44 million", change: "raised" } },
    { fields: { topic: "Orders", current: "Up a third" } },
    { fields: { topic: "Orders", question: "Will it last?", outcome: "deflected" } },
    { fields: { name: "Wren Halloway" } },
  ]);
});
