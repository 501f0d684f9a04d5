import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import { rebuildContents } from "@/lib/audit/rebuild";
import type { Database, UserActor } from "@/lib/context";
import { approveRevision } from "@/lib/publishing/commands";
import { discardRevision, submitRevision } from "@/lib/review/commands";
import { approveByHand } from "@/lib/review/fixtures/reviewing";
import { addTeam, as, publishText, readDraft, saveAs } from "@/lib/world";
import { createDraft } from "./commands";
import { type Item, itemsOf, type NoteContent } from "./content";
import { readItems } from "./content-queries";
import type { Edit } from "./input";
import { restoreRevision } from "./restore-commands";

const text = `FOG Q1 2025: Orders recover [doc 1]

Positives:
- Orders: Orders rose 12% [doc 1].

Risks:
- Supply: One supplier is late [doc 2].

Topics:
Topic | Previous Mentions | Current Period | Trend |
---|---|---|---|
Orders | up a little, then down | up 12% [doc 1] | growth |
`;
const at = { ticker: "FOG", period: "2025-Q1" } as const;
const rating = { severity: "high", likelihood: "likely", horizon: "0-12", status: "open", commentary: null } as const;

describe("restoring a revision", () => {
  let base: TestDatabase;
  let writer: UserActor;
  let reviewer: UserActor;
  let viewer: UserActor;
  let other: UserActor;
  let first: string;
  let newest: string;
  let old: NoteContent;

  const item = (content: NoteContent, kind: Item["kind"], place = 0): Item => {
    const found = itemsOf(content, kind)[place];
    if (!found) throw new Error(`There is no ${kind} at ${place}.`);
    return found;
  };

  async function publish(db: Database, by: UserActor, edits: (content: NoteContent) => Edit[]): Promise<string> {
    const { revisionId } = await createDraft(as(db, by), at);
    const { content } = await readDraft(db, revisionId);
    await saveAs(db, by, revisionId, edits(content));
    const { contentSha256 } = await submitRevision(as(db, by), { revisionId, summary: "Next" });
    await approveRevision(as(db, reviewer), { revisionId, contentSha256 });
    return revisionId;
  }

  const rated = (content: NoteContent): Edit[] => {
    const { id } = item(content, "takeaway", 1);
    return [{ op: "set", kind: "takeaway", itemId: id, field: "assessment", base: null, value: rating }];
  };
  /** The headline reads otherwise, the risk and the topic are gone, and the other takeaway has another place. */
  const otherwise = (content: NoteContent): Edit[] => [
    {
      op: "set",
      kind: "headline",
      itemId: item(content, "headline").id,
      field: "text",
      base: "Orders recover",
      value: "Orders fall",
    },
    { op: "remove", item: item(content, "takeaway", 1) },
    { op: "remove", item: item(content, "topic_row") },
  ];

  beforeAll(async () => {
    base = await freshDatabase();
    ({ writer, reviewer, viewer, other } = await addTeam(base.app));
    await publishText(base.app, { text, writer, reviewer, summary: "First" });
    first = await publish(base.app, writer, rated);
    old = (await readDraft(base.app, first)).content;
    newest = await publish(base.app, other, otherwise);
  });
  afterAll(() => base.close());

  it("makes a draft on the newest one with the old words under the same item ids, and whoever restores its editor", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, number } = await restoreRevision(as(db, other), { revisionId: first });
      expect(number).toBe(2);
      expect((await readDraft(db, revisionId)).content).toEqual(old);
      const [row] = await db.execute(sql`select state, based_on, created_by,
        array(select user_id from revision_editors where revision_id = revisions.id) as editors
        from revisions where id = ${revisionId}`);
      expect(row).toEqual({ state: "draft", based_on: newest, created_by: other.id, editors: [other.id] });
    }));

  it("keeps who assessed a risk and when, and what a source had of a topic, though the newest has neither", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId } = await restoreRevision(as(db, other), { revisionId: first });
      const [was, is] = await Promise.all([readItems(db, first), readItems(db, revisionId)]);
      expect(Object.values(is.assessed)).toEqual([{ by: "ana", at: expect.any(Date) }]);
      expect(Object.values(is.previousMentions)).toEqual(["up a little, then down"]);
      expect({ ...is, baseRanks: was.baseRanks }).toEqual(was); // it is based on the newest
    }));

  it("tells of it in one event, from which the draft and its edits are rebuilt", () =>
    rolledBack(base.app, async (db) => {
      const before = (await listEvents(db)).length;
      const { revisionId } = await restoreRevision(as(db, other), { revisionId: first });
      const events = await listEvents(db);
      expect(events.slice(before)).toMatchObject([
        {
          action: "revision.restored",
          subject: revisionId,
          actor: `user:${other.id}`,
          before: null,
          after: { basedOn: newest, restored: first, content: old },
        },
      ]);
      await saveAs(db, writer, revisionId, [{ op: "remove", item: item(old, "takeaway") }]);
      const { content } = await readDraft(db, revisionId);
      expect(content.items).toHaveLength(old.items.length - 1);
      expect(rebuildContents(await listEvents(db)).get(revisionId)).toEqual(content);
    }));

  it("gives a draft that goes out as the next revision, and that its restorer cannot approve", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId } = await restoreRevision(as(db, reviewer), { revisionId: first });
      const { contentSha256 } = await submitRevision(as(db, reviewer), { revisionId, summary: "Back to r2" });
      const approval = { revisionId, contentSha256 };
      await expect(approveRevision(as(db, reviewer), approval)).rejects.toMatchObject({ reason: "forbidden" });
      await expect(approveByHand(db, reviewer, approval)).rejects.toMatchObject({ cause: { code: "23514" } });
      expect(await approveRevision(as(db, writer), approval)).toEqual({ number: 4 });
    }));

  const refusals: [string, () => { actor: UserActor; revisionId: string }, object][] = [
    ["to a viewer", () => ({ actor: viewer, revisionId: first }), { reason: "forbidden" }],
    ["of what is not there", () => ({ actor: other, revisionId: viewer.id }), { reason: "not_found" }],
    [
      "of the newest one",
      () => ({ actor: other, revisionId: newest }),
      { reason: "invalid", message: "r3 is the newest revision already. Edit it instead." },
    ],
  ];
  it.each(refusals)("is refused %s, and leaves nothing", (_, asked, refusal) =>
    rolledBack(base.app, async (db) => {
      const { actor, revisionId } = asked();
      await expectNothing(db, () => restoreRevision(as(db, actor), { revisionId }), refusal);
    }),
  );

  it("is refused of a draft, of one in review and of a discarded one, and leaves nothing", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId } = await createDraft(as(db, other), at);
      const refused = (state: string) => ({
        reason: "conflict",
        message: `Only a published revision can be restored, and this one is ${state}.`,
      });
      const restore = () => restoreRevision(as(db, other), { revisionId });
      await expectNothing(db, restore, refused("draft"));
      const { content } = await readDraft(db, revisionId);
      await saveAs(db, other, revisionId, [{ op: "remove", item: item(content, "takeaway") }]);
      await submitRevision(as(db, other), { revisionId, summary: "Less" });
      await expectNothing(db, restore, refused("in review"));
      await discardRevision(as(db, other), { revisionId });
      await expectNothing(db, restore, refused("discarded"));
    }));

  it("is refused of one that says what the newest says, and leaves nothing", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId } = await restoreRevision(as(db, other), { revisionId: first });
      const { contentSha256 } = await submitRevision(as(db, other), { revisionId, summary: "Back to r2" });
      await approveRevision(as(db, reviewer), { revisionId, contentSha256 });
      await expectNothing(db, () => restoreRevision(as(db, other), { revisionId: first }), {
        reason: "invalid",
        message: "r2 says the same as r4, the newest revision. There is nothing to restore.",
      });
    }));

  async function expectNothing(db: Database, work: () => Promise<unknown>, refusal: object): Promise<void> {
    const count = async () => {
      const [row] = await db.execute(sql`select (select count(*) from revisions) as revisions,
        (select count(*) from revision_items) as items, (select count(*) from audit_events) as events`);
      return row;
    };
    const before = await count();
    await expect(work()).rejects.toMatchObject(refusal);
    expect(await count()).toEqual(before);
  }
});
