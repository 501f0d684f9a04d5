import { expect } from "../fixtures";
import { cellOf, clipboardOf, gridOf, openGrid, putOnClipboard, test } from "../grid";

const pastedRows = [
  ["Revenue", "FY 2026", "USD 410–420 million", "USD 415–425 million", "Raised"],
  ["Gross margin", "FY 2026", "about 52%", "about 52%", "Maintained"],
  ["Capital expenditure", "FY 2026", "USD 30 million", "USD 26 million", "Trimmed by USD 4 million"],
  ["Tax rate", "FY 2026", "21%", "not provided", "no current guidance"],
  ["Share count", "FY 2026", "no prior guidance", "62 million", "New"],
  ["Order intake", "Q4 2025", "USD 100 million\nor more", "USD 104 million", "Beat, by 4%"],
  ["Free cash flow", "FY 2026", "USD 50–70 million", "USD 55–65 million", "Range narrowed"],
];
const readChanges = ["raised", "maintained", "lowered", "not_addressed", "initiated", "met", "narrowed"];
const readRows = pastedRows.map(([metric, period, previous, current, changeText], place) => {
  return { metric, period, previous, current, changeText, change: readChanges[place] };
});

test("A table from a page, seven rows by five columns, makes seven rows; Ctrl-Z takes them back, after a reload too", async ({
  page,
  emptyDraft,
  guidanceOf,
}) => {
  const draft = await emptyDraft();
  await page.goto(draft.path);
  const rows = pastedRows.map(
    (row) => `<tr>${row.map((cell) => `<td>\n  ${cell.replace("\n", "<br>")}</td>`).join("")}</tr>`,
  );
  const head =
    "<tr><th>Metric</th><th>Period</th><th>Previous guidance</th><th>Current\n guidance</th><th>Change</th></tr>";
  await putOnClipboard(page, {
    "text/html": `<p>Guidance</p><table>${head}${rows.join("")}</table>`,
    "text/plain": "x",
  });
  await page.getByRole("region", { name: "Paste a table or add a row" }).focus();
  await page.keyboard.press("Control+v");
  await expect(page.getByText("7 rows pasted.")).toBeVisible();
  await expect.poll(() => guidanceOf(draft)).toEqual(readRows);
  await expect(gridOf(page).getByRole("rowheader", { name: "Revenue" })).toBeFocused();
  await page.reload();
  await expect(gridOf(page)).toBeVisible();
  await page.keyboard.press("Control+z");
  await expect.poll(() => guidanceOf(draft)).toEqual([]);
  await expect(page.getByText("No guidance in this note yet.")).toBeVisible();
  await page.keyboard.press("Control+Shift+z");
  await expect.poll(() => guidanceOf(draft)).toEqual(readRows);
});

test("Text from a spreadsheet, with breaks inside of quoted cells, makes seven rows in one save", async ({
  page,
  emptyDraft,
  guidanceOf,
}) => {
  const draft = await emptyDraft();
  await page.goto(draft.path);
  const quoted = (cell: string) => (cell.includes("\n") ? `"${cell}"` : cell);
  const text = pastedRows.map((row) => `${row.map(quoted).join("\t")}\r\n`).join("");
  await putOnClipboard(page, { "text/plain": text });
  await page.getByRole("region", { name: "Paste a table or add a row" }).focus();
  await page.keyboard.press("Control+v");
  await expect.poll(() => guidanceOf(draft)).toEqual(readRows);
});

test("A block is copied as text and as a table, cut, pasted elsewhere, and filled with one cell", async ({
  page,
  newDraft,
  guidanceOf,
}) => {
  const draft = await newDraft("KC", "2025-Q1");
  const grid = await openGrid(page, draft);
  await cellOf(grid, "AI investment", 2).click();
  await page.keyboard.press("Shift+ArrowDown");
  await cellOf(grid, /^Related-party/, 5).click({ modifiers: ["Shift"] });
  await page.keyboard.press("Control+c");
  const { text, html } = await clipboardOf(page);
  const words = "no annual guidance given in Q1 2025";
  expect(text.replaceAll("\r", "")).toBe(
    `about RMB 10 billion\t\tNot addressed\t${words}\ncap of RMB 11.3 billion\t\tNot addressed\t${words}`,
  );
  expect(html).toContain("<td>cap of RMB 11.3 billion</td>");

  await page.keyboard.press("Escape");
  await cellOf(grid, "Revenue growth", 1).click();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Control+x");
  await expect
    .poll(async () => (await guidanceOf(draft)).slice(0, 2).map(({ period }) => period))
    .toEqual([null, null]);
  await cellOf(grid, "Non-GAAP operating margin", 1).focus();
  await page.keyboard.press("Control+v");
  await expect
    .poll(async () => (await guidanceOf(draft)).slice(4).map(({ period }) => period))
    .toEqual(["FY 2025", "FY 2025"]);

  await putOnClipboard(page, { "text/plain": "FY 2028" });
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowRight");
  for (let rows = 1; rows < 6; rows += 1) await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Control+v");
  await expect
    .poll(async () => new Set((await guidanceOf(draft)).map(({ period }) => period)))
    .toEqual(new Set(["FY 2028"]));
});

test("What a cell cannot hold stays in it with the reason, and one line of text goes into an open cell", async ({
  page,
  newDraft,
  guidanceOf,
}) => {
  const draft = await newDraft("LBINS", "2025-Q2");
  const grid = await openGrid(page, draft);
  const [first] = await guidanceOf(draft);
  await putOnClipboard(page, { "text/plain": `${"x".repeat(10_001)}` });
  await cellOf(grid, first?.metric ?? "", 3).focus();
  await page.keyboard.press("Control+v");
  await expect(grid.getByRole("alert")).toHaveText("Keep a field within 10,000 characters.");
  await page.keyboard.press("Control+z");
  await expect(grid.getByRole("alert")).toHaveCount(0);
  await putOnClipboard(page, { "text/plain": "one\ntwo" });
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+v");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await guidanceOf(draft))[0]?.current).toBe("one\ntwo");
});
