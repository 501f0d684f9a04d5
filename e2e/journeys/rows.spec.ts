import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright/test";
import { type ItemKind, type ItemOf, itemsOf, type NoteContent } from "@/lib/notes/content";
import { saveAs } from "@/lib/world";
import { expect, test } from "../fixtures";

test.beforeEach(({ signedInAs }) => signedInAs("ana@quarterdeck.example"));

async function openDraft(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.locator("main[data-ready]")).toBeVisible();
}

function nth<K extends ItemKind>(content: NoteContent, kind: K, place: number): ItemOf<K> {
  const item = itemsOf(content, kind).at(place);
  if (!item) throw new Error(`There is no ${kind} at ${place}.`);
  return item;
}

const topicNames = (content: NoteContent) => itemsOf(content, "topic_row").map(({ fields }) => fields.topic);

test("An analyst writes what each quarter said of a topic, marks one as silent and takes another away", async ({
  page,
  newDraft,
  contentOf,
}) => {
  const { revisionId, path } = await newDraft("KC", "2025-Q1");
  await openDraft(page, path);
  const topic = page.locator("#T2");
  await topic.getByRole("button", { name: "T2, mention of Q3 24" }).click();
  await topic.getByRole("textbox", { name: "T2, mention of Q3 24" }).pressSequentially(", as before");
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
  await topic.getByRole("button", { name: "T2, mention of Q4 23: empty. Edit" }).click();
  await topic.getByRole("textbox", { name: "T2, mention of Q4 23" }).fill("Ecosystem revenue named");
  await page.keyboard.press("Control+Enter");
  const mentions = async () => nth(await contentOf(revisionId), "topic_row", 1).fields.mentions;
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
  newDraft,
  contentOf,
}) => {
  const { revisionId, path } = await newDraft("KC", "2025-Q1");
  const before = nth(await contentOf(revisionId), "topic_row", 0);
  await openDraft(page, path);
  await page.getByRole("button", { name: "T1, mention of Q2 24" }).click();
  await page.getByRole("textbox", { name: "T1, mention of Q2 24" }).fill("");
  await page.keyboard.press("Control+Enter");
  const held = async () => nth(await contentOf(revisionId), "topic_row", 0);
  await expect.poll(async () => (await held()).fields.mentions.map(({ period }) => period)).not.toContain("2024-Q2");
  await page.keyboard.press("Control+z");
  await expect.poll(held).toEqual(before);
});

test("An analyst adds a question with who asked, two who answered and what came of it", async ({
  page,
  newDraft,
  contentOf,
}) => {
  const { revisionId, path } = await newDraft("KC", "2025-Q1");
  await openDraft(page, path);
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
      itemsOf(await contentOf(revisionId), "exchange")
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
  await expect
    .poll(async () => itemsOf(await contentOf(revisionId), "exchange").at(-1)?.fields.speakers)
    .toEqual(["Quill"]);
});

test("A covering analyst is added to a note that has none", async ({ page, newDraft, contentOf }) => {
  const { revisionId, path } = await newDraft("KC", "2025-Q1");
  await openDraft(page, path);
  await expect(page.getByText("Add those whose firms cover the company.")).toBeVisible();
  await page.getByRole("button", { name: "Add an analyst" }).click();
  await page.getByRole("textbox", { name: "A1, name" }).fill("Wren Halloway");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "A1, firm: empty. Edit" }).click();
  await page.getByRole("textbox", { name: "A1, firm" }).fill("Lantern Research");
  await page.keyboard.press("Enter");
  await expect
    .poll(async () => itemsOf(await contentOf(revisionId), "covering_analyst").map(({ fields }) => fields))
    .toEqual([{ name: "Wren Halloway", firm: "Lantern Research" }]);
  await page.reload();
  await expect(page.getByRole("row", { name: /Wren Halloway.*Lantern Research/ })).toBeVisible();
});

test("Topics are ordered by Alt and an arrow and by the menu, deleted, and brought back by undo", async ({
  page,
  newDraft,
  contentOf,
}) => {
  const { revisionId, path } = await newDraft("KC", "2025-Q1");
  const [first = "", second = "", third = "", ...others] = topicNames(await contentOf(revisionId));
  const names = async () => topicNames(await contentOf(revisionId));
  await openDraft(page, path);
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
  newDraft,
  contentOf,
}) => {
  const { revisionId, path } = await newDraft("KC", "2025-Q1");
  await openDraft(page, path);
  await page.getByRole("button", { name: "Q1, question" }).click();
  const box = page.getByRole("textbox", { name: /^Q\d, question$/ });
  await box.press("End");
  await box.pressSequentially(" And now?");
  await page.keyboard.press("Alt+ArrowDown");
  await expect(page.getByRole("textbox", { name: "Q2, question" })).toBeFocused();
  await page.keyboard.press("Escape");
  const question = async () => nth(await contentOf(revisionId), "exchange", 1).fields.question;
  await expect.poll(question).toMatch(/model\?$/);
  await expect(page.getByRole("button", { name: "Q2, question" })).toBeFocused();
  await page.keyboard.press("Control+z");
  await expect.poll(question).toMatch(/model\? And now\?$/);
});

test("A source is cited where the caret stands, another is described and cited, and a mark is taken out", async ({
  page,
  newDraft,
  contentOf,
}) => {
  const { revisionId, path } = await newDraft("KC", "2025-Q1");
  await openDraft(page, path);
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
    const content = await contentOf(revisionId);
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
  newDraft,
  contentOf,
}) => {
  const { revisionId, path } = await newDraft("KC", "2025-Q1");
  await openDraft(page, path);
  const positive = page.getByRole("article", { name: "P4", exact: true });
  await positive.getByRole("button", { name: "P4, text" }).click();
  const box = positive.getByRole("textbox", { name: "P4, text" });
  await box.fill("It expects the EBITDA margin to recover faster.");
  await expect(positive.getByText("has lost its place")).toBeVisible();
  await box.press("Control+Enter");
  await page.reload();
  const check = page.getByRole("link", { name: "doc 2 in P4, body has lost its place" });
  await expect(check).toHaveAttribute("href", "#P4");
  await positive.getByRole("button", { name: "P4, text" }).click();
  await box.press("Control+Home");
  await positive.getByRole("button", { name: "Cite", exact: true }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^doc 2/ })
    .click();
  await expect(check).toBeHidden();
  const offsets = async () => nth(await contentOf(revisionId), "takeaway", 3).citations.map(({ offset }) => offset);
  await expect.poll(offsets).toEqual([0, 46]);
});

test("Two people who choose different outcomes are told, and the second decides", async ({
  page,
  newDraft,
  contentOf,
  contextOf,
}) => {
  const { revisionId, path } = await newDraft("KC", "2025-Q1");
  const { id } = nth(await contentOf(revisionId), "exchange", 0);
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

test("A whole topic is written by keyboard alone", async ({ page, newDraft, contentOf }) => {
  const { revisionId, path } = await newDraft("KC", "2025-Q1");
  await openDraft(page, path);
  await page.getByRole("button", { name: "Add a topic" }).focus();
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const tabTo = async (name: RegExp) => {
    const isThere = () =>
      page.evaluate(() => {
        const { activeElement: at } = document;
        return `${at?.getAttribute("aria-label") ?? ""} ${at?.textContent ?? ""}`;
      });
    for (let steps = 0; steps < 12 && !name.test(await isThere()); steps += 1) await press("Tab");
    expect(await isThere()).toMatch(name);
  };
  await press("Enter");
  await page.keyboard.type("Inventory");
  await press("Enter");
  await tabTo(/T9, Q1 25: empty/);
  await press("Enter");
  await page.keyboard.type("Stock of chips covers two quarters");
  await tabTo(/^ ?Cite/);
  await press("Enter", "Enter"); // the first document
  await press("Control+Enter");
  await tabTo(/T9, trend tag/);
  await page.keyboard.type("Em"); // by its first letters
  await tabTo(/T9, trend: empty/);
  await press("Enter");
  await page.keyboard.type("Named for the first time");
  await press("Control+Enter");
  await tabTo(/T9, mention of Q3 24: empty/);
  await press("Enter");
  await tabTo(/^ *$/); // the box itself is left
  const checkbox = page.getByRole("checkbox", { name: "Not mentioned" });
  for (let steps = 0; steps < 4 && !(await checkbox.evaluate((box) => box === document.activeElement)); steps += 1) {
    await press("Tab");
  }
  await press("Space", "Alt+ArrowUp");
  await page.getByRole("button", { name: "T9, topic" }).focus();
  await press("Alt+ArrowUp");
  await expect(page.getByRole("button", { name: "T8, topic: Inventory" })).toBeFocused();
  await expect
    .poll(async () => nth(await contentOf(revisionId), "topic_row", 7))
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

async function expectSound(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"])
    .analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
  expect(found, what).toEqual([]);
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(sideways, `${what} scrolls sideways`).toBe(0);
}

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [1440, 390]) {
    test.describe(`in ${colorScheme} at ${width} px`, () => {
      test.use({ colorScheme, viewport: { width, height: 900 } });

      test("the rows of a draft are accessible and fit their width, closed and open", async ({ page, newDraft }) => {
        const broken: string[] = [];
        page.on("console", (message) => {
          if (/Content.Security.Policy|hydrat/i.test(message.text())) broken.push(message.text());
        });
        page.on("pageerror", (error) => broken.push(error.message));
        const { path } = await newDraft("KC", "2025-Q1");
        await openDraft(page, path);
        await expectSound(page, "closed");
        await page.getByRole("button", { name: "Add an analyst" }).click();
        await page.getByRole("button", { name: "T1, mention of Q4 24" }).click();
        await expectSound(page, "a mention");
        await page.getByRole("button", { name: "Cite", exact: true }).click();
        await expectSound(page, "the documents");
        await page.getByRole("button", { name: "Another document" }).click();
        await page.getByLabel("Number").fill("");
        await page.getByRole("button", { name: "Cite it" }).click();
        await expectSound(page, "another document");
        for (let times = 0; times < 2; times += 1) await page.keyboard.press("Escape");
        await page.getByRole("button", { name: "Q2, answered by" }).click();
        await expectSound(page, "who answered");
        expect(broken).toEqual([]);
      });
    });
  }
}
