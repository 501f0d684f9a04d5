import { itemsOf, type NoteContent } from "@/lib/notes/content";
import { saveAs } from "@/lib/world";
import { nth, openDraft, openField, test } from "../draft";
import { expect } from "../fixtures";

const topicNames = (content: NoteContent) => itemsOf(content, "topic_row").map(({ fields }) => fields.topic);

test("An analyst writes what each quarter said of a topic, marks one as silent and takes another away", async ({
  page,
  draft,
}) => {
  const topic = page.locator("#T2");
  await (await openField(page, "T2, mention of Q3 24")).pressSequentially(", as before");
  await page.keyboard.press("Control+Enter");
  await expect(topic.getByRole("button", { name: "T2, mention of Q3 24" })).toBeFocused();
  await topic.getByRole("button", { name: "T2, mention of Q2 24" }).click();
  await topic.getByRole("checkbox", { name: "Not mentioned" }).check();
  await topic.getByRole("button", { name: "T2, mention of Q4 24" }).click();
  await topic.getByRole("button", { name: "Take away" }).click();
  await expect(topic.getByRole("textbox", { name: "T2, mention of Q4 24" })).toBeFocused();
  await page.keyboard.press("Escape");
  await topic.getByRole("combobox", { name: "Earlier quarter for T2" }).selectOption("Q4 23");
  await topic.getByRole("button", { name: "Add an earlier quarter" }).click();
  await topic.getByRole("textbox", { name: "T2, mention of Q4 23" }).fill("Related-party revenue named");
  await page.keyboard.press("Escape"); // leaves it as it was: not stated
  await (await openField(page, "T2, mention of Q4 23")).fill("Ecosystem revenue named");
  await page.keyboard.press("Control+Enter");
  const mentions = async () => nth(await draft.content(), "topic_row", 1).fields.mentions;
  await expect.poll(mentions).toEqual([
    { period: "2023-Q4", text: "Ecosystem revenue named", absent: false },
    { period: "2024-Q2", text: expect.stringContaining("RMB 370 million"), absent: true },
    { period: "2024-Q3", text: expect.stringMatching(/, as before$/), absent: false },
  ]);
  await page.reload();
  await expect(topic.getByRole("button", { name: /T2, mention of Q3 24: .*as before/ })).toBeVisible();
  await expect(topic.locator("th > details > summary")).toContainText("Q2 24: not mentioned");
  await expect(page.locator("#c1")).toContainText("mention of Q4 23 and mention of Q2 24");
});

test("An emptied mention is none once its field is left, and undo brings it back with its mark", async ({
  page,
  draft,
}) => {
  const before = nth(await draft.content(), "topic_row", 0);
  await (await openField(page, "T1, mention of Q2 24")).fill("");
  await page.keyboard.press("Control+Enter");
  const held = async () => nth(await draft.content(), "topic_row", 0);
  await expect.poll(async () => (await held()).fields.mentions.map(({ period }) => period)).not.toContain("2024-Q2");
  await page.keyboard.press("Control+z");
  await expect.poll(held).toEqual(before);
});

test("An analyst adds a question with who asked, two who answered and what came of it", async ({ page, draft }) => {
  await page.getByRole("button", { name: "Add a question" }).click();
  const entry = page.getByRole("article", { name: "Q5", exact: true });
  const write = async (name: string, words: string, end = "Enter") => {
    const box = entry.getByRole("textbox", { name, exact: true });
    if (!(await box.isVisible())) await entry.getByRole("button", { name: new RegExp(`^${name}: empty`) }).click();
    await box.fill(words);
    await box.press(end);
  };
  await expect(entry.getByRole("textbox", { name: "Q5, topic" })).toBeFocused();
  await write("Q5, topic", "Pricing");
  await write("Q5, question", "Will prices hold?", "Control+Enter");
  await write("Q5, answer", "They should.", "Control+Enter");
  await write("Q5, asked by", "An analyst");
  await write("Q5, firm", "Lantern Research");
  await entry.getByRole("button", { name: /^Q5, answered by: empty/ }).click();
  await page.keyboard.type("Marlowe, CFA");
  await entry.getByRole("button", { name: "Add a name" }).click();
  await expect(entry.getByRole("textbox", { name: "Q5, answered by, 2" })).toBeFocused();
  await page.keyboard.type("Quill");
  await page.keyboard.press("Enter");
  await entry.getByRole("combobox", { name: "Q5, outcome" }).selectOption("Deflected");
  const wanted = {
    topic: "Pricing",
    question: "Will prices hold?",
    answer: "They should.",
    askedBy: "An analyst",
    askedByFirm: "Lantern Research",
    speakers: ["Marlowe, CFA", "Quill"],
    outcome: "deflected",
  };
  await expect
    .poll(async () =>
      itemsOf(await draft.content(), "exchange")
        .map(({ fields }) => fields)
        .at(-1),
    )
    .toEqual(wanted);
  await page.reload();
  await expect(entry).toContainText("Marlowe, CFA, Quill");
  await expect(entry.getByRole("combobox", { name: "Q5, outcome" })).toHaveValue("deflected");
  await entry.getByRole("button", { name: /^Q5, answered by: / }).click();
  await entry.getByRole("button", { name: "Remove Marlowe, CFA" }).click();
  await page.keyboard.press("Enter");
  await expect.poll(async () => itemsOf(await draft.content(), "exchange").at(-1)?.fields.speakers).toEqual(["Quill"]);
});

test("A covering analyst is added to a note that has none", async ({ page, draft }) => {
  await expect(page.getByText("Add those whose firms cover the company.")).toBeVisible();
  await page.getByRole("button", { name: "Add an analyst" }).click();
  await page.getByRole("textbox", { name: "A1, name" }).fill("Wren Halloway");
  await page.keyboard.press("Enter");
  await (await openField(page, "A1, firm")).fill("Lantern Research");
  await page.keyboard.press("Enter");
  await expect
    .poll(async () => itemsOf(await draft.content(), "covering_analyst").map(({ fields }) => fields))
    .toEqual([{ name: "Wren Halloway", firm: "Lantern Research" }]);
  await page.reload();
  await expect(page.getByRole("row", { name: /Wren Halloway.*Lantern Research/ })).toBeVisible();
});

test("Topics are ordered by Alt and an arrow and by the menu, deleted, and brought back by undo", async ({
  page,
  draft,
}) => {
  const names = async () => topicNames(await draft.content());
  const [first = "", second = "", third = "", ...others] = await names();
  await page.getByRole("button", { name: `T1, topic: ${first}` }).focus();
  await page.keyboard.press("Alt+ArrowDown");
  await expect(page.getByRole("button", { name: `T2, topic: ${first}` })).toBeFocused();
  await expect.poll(names).toEqual([second, first, third, ...others]);
  await page.getByLabel("Move or delete T2").click();
  await page.locator("#T2").getByRole("button", { name: "Move down" }).click();
  await expect(page.getByLabel("Move or delete T3")).toBeFocused();
  await expect.poll(names).toEqual([second, third, first, ...others]);
  await page.keyboard.press("Enter");
  await page.locator("#T3").getByRole("button", { name: "Delete" }).click();
  await expect.poll(names).toEqual([second, third, ...others]);
  await expect(page.getByLabel("Move or delete T3")).toBeFocused();
  await page.keyboard.press("Control+z");
  await expect.poll(names).toEqual([second, third, first, ...others]);
  await page.reload();
  await expect(page.locator("#T3")).toContainText(first);
});

test("A field that is being typed in stays open when its row moves, and Escape can be undone", async ({
  page,
  draft,
}) => {
  await page.getByRole("button", { name: "Q1, question" }).click();
  const box = page.getByRole("textbox", { name: /^Q\d, question$/ });
  await box.press("End");
  await box.pressSequentially(" And now?");
  await page.keyboard.press("Alt+ArrowDown");
  await expect(page.getByRole("textbox", { name: "Q2, question" })).toBeFocused();
  await page.keyboard.press("Escape");
  const question = async () => nth(await draft.content(), "exchange", 1).fields.question;
  await expect.poll(question).toMatch(/model\?$/);
  await expect(page.getByRole("button", { name: "Q2, question" })).toBeFocused();
  await page.keyboard.press("Control+z");
  await expect.poll(question).toMatch(/model\? And now\?$/);
});

test("Two people who choose different outcomes are told, and the second decides", async ({
  page,
  newDraft,
  contentOf,
  contextOf,
}) => {
  const { revisionId, path } = await newDraft("KC", "2025-Q1");
  const { id } = nth(await contentOf(revisionId), "exchange", 0);
  await page.route("**/api/live*", (route) => route.abort()); // what the colleague saves is not seen before the choice
  await openDraft(page, path);
  const { db, actor } = await contextOf("rowan@quarterdeck.example");
  const edit = { op: "set", kind: "exchange", itemId: id, field: "outcome", base: "answered" } as const;
  await saveAs(db, actor, revisionId, [{ ...edit, value: "partly" }]);
  const entry = page.getByRole("article", { name: "Q1", exact: true });
  await entry.getByRole("combobox", { name: "Q1, outcome" }).selectOption("Refused");
  const conflict = entry.getByRole("region", { name: "Conflict in Q1, outcome" });
  await expect(conflict).toContainText("changed this");
  await expect(conflict.getByRole("definition")).toHaveText(["answered", "partly answered", "refused"]);
  await conflict.getByRole("button", { name: "Keep mine" }).click();
  await expect.poll(async () => nth(await contentOf(revisionId), "exchange", 0).fields.outcome).toBe("refused");
  await expect(conflict).toBeHidden();
});
