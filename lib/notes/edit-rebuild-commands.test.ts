import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { findBrokenEvent, listEvents } from "@/lib/audit/queries";
import { rebuildContents } from "@/lib/audit/rebuild";
import { testCount } from "@/lib/env";
import { addTeam, as, publishText, readDraft, saveAs } from "@/lib/world";
import { createDraft } from "./commands";
import { canonicalText } from "./content";
import { anyWish, editOf } from "./fixtures/edits";
import { noteText } from "./fixtures/note-text";
import { applySteps } from "./step";

let base: TestDatabase;
beforeAll(async () => {
  base = await freshDatabase();
});
afterAll(() => base.close());

it("A draft is rebuilt from the audit events to the byte, as it was after each of many random edits by two, and undone to where it began", async () => {
  const { writer, other, reviewer } = await addTeam(base.app);
  await publishText(base.app, { text: noteText, writer, reviewer, summary: "First" });
  const { revisionId } = await createDraft(as(base.app, writer), { ticker: "FOG", period: "2025-Q1" });
  const written = async () => canonicalText((await readDraft(base.app, revisionId)).content);
  const begun = await written();
  const texts = new Map<number, string>();
  const wishes = fc.sample(fc.array(anyWish, { minLength: 1, maxLength: 4 }), testCount(250, 4_000));
  for (const [n, some] of wishes.entries()) {
    const { content, ranks } = await readDraft(base.app, revisionId);
    const edits = some.flatMap((wish) => editOf(wish, content, ranks) ?? []);
    if (edits.length === 0) continue;
    const { seq } = await saveAs(base.app, n % 2 ? writer : other, revisionId, edits);
    if (seq !== null) texts.set(seq, await written());
  }
  expect(texts.size).toBeGreaterThan(wishes.length / 2);
  const events = await listEvents(base.app);
  for (const [seq, text] of texts) {
    const content = rebuildContents(events.filter((event) => event.seq <= seq)).get(revisionId);
    expect(content && canonicalText(content)).toBe(text);
  }
  const edited = events.filter((event) => event.action === "revision.edited" && event.subject === revisionId);
  expect(edited.map(({ seq }) => seq)).toEqual([...texts.keys()]);
  let { content } = await readDraft(base.app, revisionId);
  for (const event of edited.toReversed()) {
    if (event.action === "revision.edited") content = applySteps(content, event.before.steps, event.before.sources);
  }
  expect(canonicalText(content)).toBe(begun);
  expect(await findBrokenEvent(base.app)).toBeNull();
});
