import { itemsOf } from "@/lib/notes/content";
import { saveAs } from "@/lib/world";
import { expect } from "../fixtures";
import { cellOf, openGrid, test } from "../grid";

test("Arrows, Tab, Enter and Escape work as in a spreadsheet", async ({ page, newDraft, guidanceOf }) => {
  const draft = await newDraft("LBINS", "2025-Q3");
  const grid = await openGrid(page, draft);
  const [first, second] = await guidanceOf(draft);
  const cell = (row: number, place: number) => {
    const own = grid.getByRole("row").nth(row + 1);
    return place === 0 ? own.getByRole("rowheader") : own.getByRole("gridcell").nth(place - 1);
  };
  await grid.getByRole("rowheader").first().focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await expect(cell(1, 1)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Tab");
  await expect(cell(0, 2)).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(cell(0, 1)).toBeFocused();

  await page.keyboard.press("Enter");
  const box = grid.getByRole("textbox", { name: /^Period of/ });
  await expect(box).toBeFocused();
  await box.press("End");
  await page.keyboard.type(" and later");
  await page.keyboard.press("Escape");
  await expect(cell(0, 1)).toBeFocused();
  await expect(cell(0, 1)).toHaveText(first?.period ?? "");

  await page.keyboard.type("FY 2027");
  await page.keyboard.press("Enter");
  await expect(cell(1, 1)).toBeFocused();
  await page.keyboard.press("F2");
  await page.keyboard.press("Alt+Enter");
  await page.keyboard.type("and after");
  await page.keyboard.press("Tab");
  await expect(cell(1, 2)).toBeFocused();
  await page.keyboard.press("Delete");
  await expect
    .poll(async () => (await guidanceOf(draft)).slice(0, 2).map(({ period, previous }) => [period, previous]))
    .toEqual([
      ["FY 2027", first?.previous],
      [`${second?.period}\nand after`, null],
    ]);
  await expect(page.getByRole("link", { name: "2 changes" })).toBeVisible();

  await page.keyboard.press("Control+End");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Add guidance row" })).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Control+Home");
  await expect(cell(0, 0)).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await expect(grid.getByLabel(`Move or delete ${first?.metric}`).first()).toBeFocused();
});

test("A double click opens a cell for writing, and so do Enter and F2", async ({ page, newDraft, guidanceOf }) => {
  const draft = await newDraft("LBINS", "2025-Q3");
  const grid = await openGrid(page, draft);
  const [first] = await guidanceOf(draft);
  const cell = grid.getByRole("row").nth(1).getByRole("gridcell").first();
  const box = grid.getByRole("textbox", { name: /^Period of/ });
  for (const open of [() => cell.dblclick(), () => page.keyboard.press("Enter"), () => page.keyboard.press("F2")]) {
    await open();
    await expect(box).toBeFocused();
    await expect(box).toHaveValue(first?.period ?? "");
    await page.keyboard.press("Escape");
    await expect(cell).toBeFocused();
  }
  await cell.dblclick();
  await expect(box).toBeFocused();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" or so");
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await guidanceOf(draft))[0]?.period).toBe(`${first?.period} or so`);
});

test("A change is chosen by its first letters, or from the list, and the source's words stay beside it", async ({
  page,
  newDraft,
  guidanceOf,
}) => {
  const draft = await newDraft("KC", "2025-Q1");
  const grid = await openGrid(page, draft);
  const list = grid.getByRole("combobox", { name: "Change of AI investment" });
  await cellOf(grid, "AI investment", 3).focus();
  await page.keyboard.press("ArrowRight");
  await expect(list).toBeFocused();
  await page.keyboard.type("wit");
  await expect(list).toHaveValue("withdrawn");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.type("taken back");
  await page.keyboard.press("Enter");
  await grid.getByRole("combobox", { name: "Change of Revenue growth" }).selectOption({ label: "Not stated" });
  const changeOf = async (metric: string) => {
    const row = (await guidanceOf(draft)).find((fields) => fields.metric === metric);
    return [row?.change, row?.changeText];
  };
  await expect.poll(() => changeOf("AI investment")).toEqual(["withdrawn", "taken back"]);
  await expect.poll(() => changeOf("Revenue growth")).toEqual([null, "no annual guidance given in Q1 2025"]);
  await expect(page.getByRole("region", { name: "Guidance" })).toContainText("1 withdrawn");
  await list.focus();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await expect(list).toHaveValue("not_addressed");
  await expect(page.getByRole("link", { name: "0 changes" })).toBeVisible();
});

test("Rows are added, moved and deleted by keyboard", async ({ page, newDraft, guidanceOf }) => {
  const draft = await newDraft("LBINS", "2025-Q3");
  const grid = await openGrid(page, draft);
  const was = (await guidanceOf(draft)).map(({ metric }) => metric);
  await page.getByRole("button", { name: "Add guidance row" }).press("Enter");
  await page.keyboard.type("Order book");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Alt+ArrowUp");
  const metrics = async () => (await guidanceOf(draft)).map(({ metric }) => metric);
  await expect.poll(metrics).toEqual([...was.slice(0, -1), "Order book", was.at(-1)]);
  await expect(cellOf(grid, "Order book", 1)).toBeFocused();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await grid.getByRole("button", { name: "Delete" }).press("Enter");
  await expect.poll(metrics).toEqual(was);
  await expect(grid.getByLabel(`Move or delete ${was.at(-1)}`)).toBeFocused();
});

test("A colleague's words in the same cell come up under its row, and both are there to choose from", async ({
  page,
  newDraft,
  guidanceOf,
  contentOf,
  contextOf,
}) => {
  const draft = await newDraft("LBINS", "2025-Q3");
  const grid = await openGrid(page, draft);
  const [item] = itemsOf(await contentOf(draft.revisionId), "guidance_row");
  if (!item) throw new Error("The demo has no guidance there.");
  const { db, actor } = await contextOf("rowan@quarterdeck.example");
  await cellOf(grid, item.fields.metric, 3).click();
  await page.keyboard.press("Enter");
  await page.keyboard.type(", mine");
  const edit = { op: "set", kind: item.kind, itemId: item.id, field: "current" } as const;
  const theirs = `${item.fields.current}, theirs`;
  await saveAs(db, actor, draft.revisionId, [{ ...edit, base: item.fields.current, value: theirs }]);
  await page.keyboard.press("Tab");
  const conflict = grid.getByRole("region", { name: /^Conflict in/ });
  await expect(conflict).toContainText("Rowan Reed changed this");
  await conflict.getByRole("button", { name: "Keep mine" }).click();
  await expect.poll(async () => (await guidanceOf(draft))[0]?.current).toBe(`${item.fields.current}, mine`);
});
