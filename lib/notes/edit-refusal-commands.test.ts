import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { rolledBack } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import type { Database, UserActor } from "@/lib/context";
import { inTransaction } from "@/lib/context";
import { approveRevision } from "@/lib/publishing/commands";
import { submitRevision } from "@/lib/review/commands";
import { importNote } from "@/lib/transfer/commands";
import { as, readDraft, saveAs } from "@/lib/world";
import { createDraft } from "./commands";
import { itemsMax } from "./content";
import { saveEdits } from "./edit-commands";
import { anotherItem, firstOf } from "./fixtures/items";
import { noteText } from "./fixtures/note-text";
import { importedDraft } from "./fixtures/saving";
import type { Edit } from "./input";

const { base, team, draft } = await importedDraft();
afterAll(() => base.close());

/** The edit that gives the first takeaway another title. */
async function retitle(db: Database, value = "Order book", revisionId = draft): Promise<Edit> {
  const item = firstOf((await readDraft(db, revisionId)).content, "takeaway");
  if (item.kind !== "takeaway") throw new Error("No takeaway.");
  const { title } = item.fields;
  return { op: "set", kind: "takeaway", itemId: item.id, field: "title", base: title, value };
}

/** Everything that a save could leave behind. */
async function traces(db: Database, revisionId = draft) {
  const [editors, receipts, sources] = [
    await db.execute(sql`select * from revision_editors where revision_id = ${revisionId}`),
    await db.execute(sql`select * from save_receipts`),
    await db.execute(sql`select * from sources`),
  ];
  const events = await listEvents(db);
  return {
    draft: await readDraft(db, revisionId),
    events,
    editors: [...editors],
    receipts: [...receipts],
    sources: [...sources],
  };
}

async function expectRefusal(db: Database, actor: UserActor, edits: unknown[], refusal: object, revisionId = draft) {
  const before = await traces(db, revisionId);
  await expect(saveAs(db, actor, revisionId, edits as Edit[])).rejects.toMatchObject(refusal);
  expect(await traces(db, revisionId)).toEqual(before);
}

describe("a save is refused, and leaves nothing behind,", () => {
  it("to whoever may not write", () =>
    rolledBack(base.app, async (db) => {
      const edit = await retitle(db);
      await expectRefusal(db, team.viewer, [edit], { reason: "forbidden" });
      const admin: UserActor = { ...team.viewer, roles: new Set(["admin"]) };
      await expectRefusal(db, admin, [edit], { reason: "forbidden" });
    }));

  it("where there is no such draft", () =>
    rolledBack(base.app, async (db) => {
      const edit = await retitle(db);
      const nowhere = saveAs(db, team.other, randomUUID(), [edit]);
      await expect(nowhere).rejects.toMatchObject({ reason: "not_found", message: "There is no such draft." });
    }));

  it("while the revision is in review, and once it is published", () =>
    rolledBack(base.app, async (db) => {
      const edit = await retitle(db);
      const { contentSha256 } = await submitRevision(as(db, team.writer), { revisionId: draft, summary: "First" });
      const inReview = { reason: "conflict", message: expect.stringContaining("Take it back to draft") };
      await expectRefusal(db, team.other, [edit], inReview);
      await approveRevision(as(db, team.reviewer), { revisionId: draft, contentSha256 });
      const published = { reason: "conflict", message: expect.stringContaining("Open a draft") };
      await expectRefusal(db, team.other, [edit], published);
    }));

  it("once the revision is discarded", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId } = await createDraft(as(db, team.writer), { ticker: "FOG", period: "2025-Q2" });
      await inTransaction(as(db, team.writer), (tx) =>
        tx.db.execute(sql`update revisions set state = 'discarded' where id = ${revisionId}`),
      );
      const edit: Edit = { op: "add", item: anotherItem("takeaway"), after: null };
      const discarded = { reason: "conflict", message: "This revision is discarded. Open a draft to edit the note." };
      await expectRefusal(db, team.other, [edit], discarded, revisionId);
    }));

  it("when any of its edits is none, with the sentence that says why", () =>
    rolledBack(base.app, async (db) => {
      const edit = await retitle(db);
      if (edit.op !== "set") throw new Error("It sets.");
      const refused = (edits: unknown[], message: string) =>
        expectRefusal(db, team.other, edits, { reason: "invalid", message: expect.stringContaining(message) });
      await refused([], "Nothing was sent to save.");
      for (const field of ["__proto__", "constructor", "fields", "title.x", "assessment.", "mentions.2024-Q3", ""]) {
        await refused([edit, { ...edit, field, base: null, value: null }], "There is no such field.");
      }
      await refused([edit, { ...edit, value: "x".repeat(201) }], "Keep a headline or a title within 200 characters.");
      await refused(
        [edit, { ...edit, field: "body", value: "x".repeat(10_001) }],
        "Keep a field within 10,000 characters.",
      );
      await refused(
        [edit, { ...edit, value: "half \ud83d of a pair" }],
        "This text has a character that cannot be kept",
      );
      await refused([edit, { ...edit, value: "a\0b" }], "This text has a character that cannot be kept");
      await refused([edit, { ...edit, field: "kind", base: "positive", value: "neutral" }], "Invalid option");
      await refused([edit, { ...edit, field: "assessment.severity", base: "low", value: null }], "Invalid option");
      const of = { op: "cite", kind: "takeaway", itemId: edit.itemId, source: null };
      const citation = { field: "body", offset: 0, label: "1" };
      await refused([edit, { ...of, citation: { ...citation, field: "kind" } }], "There is no such field.");
      await refused([edit, { ...of, citation: { ...citation, label: "" } }], "Give the document a label.");
      await refused([edit, { ...of, citation: { ...citation, label: "a\0" } }], "a character that cannot be kept");
      const source = { label: "1", title: null, kind: null, date: null, address: "https://fog.example/\0" };
      await refused([edit, { ...of, citation, source }], "a character that cannot be kept");
      await refused(
        [edit, { ...of, citation, source: { ...source, address: null, date: "0000-01-01" } }],
        "four digits",
      );
    }));

  it("when an item that it adds is none", () =>
    rolledBack(base.app, async (db) => {
      const refused = (item: object, message: string) =>
        expectRefusal(db, team.other, [{ op: "add", item, after: null }], {
          reason: "invalid",
          message: expect.stringContaining(message),
        });
      const item = anotherItem("topic_row");
      const mention = { period: "2024-Q3", text: "up", absent: false };
      const mentions = [mention, { ...mention, absent: true }];
      await refused({ ...item, fields: { ...item.fields, mentions } }, "one mention for a quarter");
      const stray = { field: "topic", offset: 7, label: "1" };
      await refused({ ...item, citations: [stray] }, "A citation stands outside of its text.");
      await refused({ ...item, citations: [{ ...stray, field: "trendTag", offset: 0 }] }, "A citation stands outside");
      await refused({ ...item, kind: "exchange" }, "");
      const elsewhere = await importNote(as(db, team.writer), noteText.replace("Q1 2025", "Q2 2025"));
      const theirs = firstOf((await readDraft(db, elsewhere.revisionId)).content, "exchange");
      await refused(theirs, "This cannot be added.");
    }));

  it("when the note would have more than 500 items", () =>
    rolledBack(base.app, async (db) => {
      const { length } = (await readDraft(db, draft)).content.items;
      const added = (): Edit => ({ op: "add", item: anotherItem("covering_analyst"), after: null });
      await saveAs(db, team.other, draft, Array.from({ length: itemsMax - length }, added));
      expect((await readDraft(db, draft)).content.items).toHaveLength(500);
      const over = await saveAs(db, team.other, draft, [await retitle(db), added()]);
      expect(over.results).toEqual([{ outcome: "saved" }, { outcome: "full" }]);
      expect((await readDraft(db, draft)).content.items).toHaveLength(500);
      const [item] = (await readDraft(db, draft)).content.items;
      if (item) await saveAs(db, team.other, draft, [{ op: "remove", item }, added()]);
      expect((await readDraft(db, draft)).content.items).toHaveLength(500);
    }));
});

describe("a save under a key", () => {
  it("that was used is answered as it was then, whatever has become of the draft", () =>
    rolledBack(base.app, async (db) => {
      const [key, edit] = [randomUUID(), await retitle(db)];
      const save = () => saveEdits(as(db, team.other), { revisionId: draft, key, edits: [edit] });
      const first = await save();
      await saveAs(db, team.writer, draft, [await retitle(db, "Backlog")]);
      await submitRevision(as(db, team.writer), { revisionId: draft, summary: "First" });
      const before = await traces(db);
      expect(await save()).toEqual(first);
      expect(await traces(db)).toEqual(before);
    }));

  it("of somebody else, or of another draft, is refused", () =>
    rolledBack(base.app, async (db) => {
      const [key, edit] = [randomUUID(), await retitle(db)];
      await saveEdits(as(db, team.other), { revisionId: draft, key, edits: [edit] });
      const { revisionId } = await importNote(as(db, team.writer), noteText.replace("Q1 2025", "Q2 2025"));
      const [theirs, elsewhere] = [await retitle(db, "Backlog"), await retitle(db, "Backlog", revisionId)];
      const refused = { reason: "invalid", message: "This save has the key of another one. Reload the page." };
      const before = [await traces(db), await traces(db, revisionId)];
      const inTheirName = saveEdits(as(db, team.writer), { revisionId: draft, key, edits: [theirs] });
      await expect(inTheirName).rejects.toMatchObject(refused);
      const onAnother = saveEdits(as(db, team.other), { revisionId, key, edits: [elsewhere] });
      await expect(onAnother).rejects.toMatchObject(refused);
      expect([await traces(db), await traces(db, revisionId)]).toEqual(before);
    }));
});
