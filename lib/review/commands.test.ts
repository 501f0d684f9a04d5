import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import { sha256 } from "@/lib/auth/token";
import { type Database, inTransaction, type UserActor } from "@/lib/context";
import { beginEdit, createDraft } from "@/lib/notes/commands";
import { canonicalText, itemsOf } from "@/lib/notes/content";
import { readContent } from "@/lib/notes/content-queries";
import { approveRevision } from "@/lib/publishing/commands";
import { importNote } from "@/lib/transfer/commands";
import { addTeam, as, publishText, readDraft, saveAs } from "@/lib/world";
import { discardRevision, submitRevision, takeBackRevision } from "./commands";
import { set } from "./fixtures/reviewing";

const text = "Format: quarterdeck 1\nFOG Q1 2025: Orders recover\n";

describe("submitting a revision", () => {
  let base: TestDatabase;
  let writer: UserActor;
  let reviewer: UserActor;
  let viewer: UserActor;

  beforeAll(async () => {
    base = await freshDatabase();
    ({ writer, reviewer, viewer } = await addTeam(base.app));
  });
  afterAll(() => base.close());

  it("puts its content under the hash of what the tables hold, and leaves one event", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId } = await importNote(as(db, writer), text);
      const { contentSha256 } = await submitRevision(as(db, writer), { revisionId, summary: " First " });
      const content = await readContent(db, revisionId);
      expect(contentSha256).toBe(sha256(content ? canonicalText(content) : ""));
      expect((await listEvents(db)).at(-1)).toMatchObject({
        action: "revision.submitted",
        actor: `user:${writer.id}`,
        before: { state: "draft" },
        after: { state: "in_review", summary: "First", contentSha256 },
      });
    }));

  it("is refused to a viewer, twice, without a summary, and for what is not there", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId } = await importNote(as(db, writer), text);
      const submission = { revisionId, summary: "First" };
      await expect(submitRevision(as(db, viewer), submission)).rejects.toMatchObject({ reason: "forbidden" });
      await expect(submitRevision(as(db, writer), { revisionId, summary: " " })).rejects.toThrow("Say in a line");
      await submitRevision(as(db, writer), submission);
      await expect(submitRevision(as(db, writer), submission)).rejects.toThrow("is in review and cannot be submitted");
      const elsewhere = submitRevision(as(db, writer), { ...submission, revisionId: writer.id });
      await expect(elsewhere).rejects.toMatchObject({ reason: "not_found" });
    }));

  it("is refused without a headline, and when nothing has changed", () =>
    rolledBack(base.app, async (db) => {
      const empty = await createDraft(as(db, writer), { ticker: "FOG", period: "2025-Q2" });
      const early = submitRevision(as(db, writer), { revisionId: empty.revisionId, summary: "First" });
      await expect(early).rejects.toThrow("The note has no headline");
      await publishText(db, { text, writer, reviewer, summary: "First" });
      const same = await createDraft(as(db, writer), { ticker: "FOG", period: "2025-Q1" });
      const again = submitRevision(as(db, writer), { revisionId: same.revisionId, summary: "Second" });
      await expect(again).rejects.toThrow("Nothing has changed since r1");
    }));

  it("is refused with a guidance row that has no metric or no change, which it names, and leaves nothing behind", () =>
    rolledBack(base.app, async (db) => {
      const table = "Metric | Period | Previous Guidance | Current Guidance | Change |\n---|---|---|---|---|\n";
      const rows = "Revenue | FY 2025 | 10% | 12% | [raised] |\nMargin | FY 2025 | 10% | 12% | |\n";
      const { revisionId } = await importNote(as(db, writer), `${text}\nGuidance:\n${table}${rows}`);
      const submission = { revisionId, summary: "First" };
      const { content } = await readDraft(db, revisionId);
      const [, margin] = itemsOf(content, "guidance_row");
      if (!margin) throw new Error("It has no second row.");
      const before = (await listEvents(db)).length;
      await expect(submitRevision(as(db, writer), submission)).rejects.toThrow("No change is chosen in G2.");
      expect(await listEvents(db)).toHaveLength(before);
      await saveAs(db, writer, revisionId, [set(margin, "change", "not_addressed"), set(margin, "metric", " ")]);
      await expect(submitRevision(as(db, writer), submission)).rejects.toThrow("No metric is written in G2.");
      const unnamed = { ...margin, fields: { ...margin.fields, metric: " " } };
      await saveAs(db, writer, revisionId, [set(unnamed, "metric", "Margin")]);
      await submitRevision(as(db, writer), submission);
    }));

  it("is refused with a sentence for a field that is too long to be read back, and leaves nothing behind", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId } = await importNote(as(db, writer), text);
      await inTransaction(as(db, writer), ({ db: tx }) =>
        tx.execute(sql`update headlines set text = repeat('up', 101) where revision_id = ${revisionId}`),
      );
      const before = (await listEvents(db)).length;
      const submission = submitRevision(as(db, writer), { revisionId, summary: "First" });
      await expect(submission).rejects.toMatchObject({ reason: "invalid", message: expect.stringContaining("200") });
      expect(await listEvents(db)).toHaveLength(before);
    }));
});

describe("a revision that is not to be reviewed any more", () => {
  let base: TestDatabase;
  let team: Awaited<ReturnType<typeof addTeam>>;

  beforeAll(async () => {
    base = await freshDatabase();
    team = await addTeam(base.app);
  });
  afterAll(() => base.close());

  const submitted = async (db: Database, of = text) => {
    const { revisionId } = await importNote(as(db, team.writer), of);
    return { revisionId, ...(await submitRevision(as(db, team.writer), { revisionId, summary: "First" })) };
  };
  const stateOf = async (db: Database, id: string) => {
    const [row] = await db.execute<{ state: string }>(sql`select state from revisions where id = ${id}`);
    return row?.state;
  };

  it("is taken back by its editor, leaves one event, can be edited and submitted again", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, contentSha256 } = await submitted(db);
      const before = (await listEvents(db)).length;
      await takeBackRevision(as(db, team.writer), { revisionId });
      expect(await stateOf(db, revisionId)).toBe("draft");
      expect((await listEvents(db)).slice(before)).toMatchObject([
        {
          action: "revision.taken_back",
          actor: `user:${team.writer.id}`,
          subject: revisionId,
          before: { state: "in_review", contentSha256 },
          after: { state: "draft" },
        },
      ]);
      await inTransaction(as(db, team.other), async (tx) => {
        await beginEdit(tx, revisionId);
        await tx.db.execute(sql`update headlines set text = 'Orders fall' where revision_id = ${revisionId}`);
      });
      const again = await submitRevision(as(db, team.writer), { revisionId, summary: "Reworded" });
      expect(again.contentSha256).not.toBe(contentSha256);
      const approval = approveRevision(as(db, team.reviewer), { revisionId, contentSha256 });
      await expect(approval).rejects.toThrow("not what you read any more");
    }));

  it("is taken back by whoever submitted it, though every word is somebody else's", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId } = await importNote(as(db, team.writer), text);
      await submitRevision(as(db, team.other), { revisionId, summary: "First" });
      await takeBackRevision(as(db, team.other), { revisionId });
      expect(await stateOf(db, revisionId)).toBe("draft");
    }));

  it("is not taken back by a viewer or by whoever had no hand in it, nor out of another state; nothing is left behind", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, contentSha256 } = await submitted(db);
      const before = (await listEvents(db)).length;
      const by = (actor: UserActor) => takeBackRevision(as(db, actor), { revisionId });
      await expect(by(team.viewer)).rejects.toMatchObject({ reason: "forbidden" });
      await expect(by(team.other)).rejects.toThrow("Only those who wrote it can take it back: ask ana.");
      expect([await stateOf(db, revisionId), (await listEvents(db)).length]).toEqual(["in_review", before]);
      await by(team.writer);
      await expect(by(team.writer)).rejects.toThrow("This revision is a draft, not in review.");
      const again = await submitRevision(as(db, team.writer), { revisionId, summary: "Again" });
      expect(again.contentSha256).toBe(contentSha256);
      await approveRevision(as(db, team.reviewer), { revisionId, contentSha256 });
      await expect(by(team.writer)).rejects.toThrow("This revision is published, not in review.");
      const elsewhere = takeBackRevision(as(db, team.writer), { revisionId: team.writer.id });
      await expect(elsewhere).rejects.toMatchObject({ reason: "not_found" });
    }));

  it("is discarded by any analyst, as a draft and in review, and leaves one event", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId } = await submitted(db);
      await discardRevision(as(db, team.other), { revisionId });
      const { revisionId: draft } = await createDraft(as(db, team.writer), { ticker: "FOG", period: "2025-Q1" });
      const before = (await listEvents(db)).length;
      await discardRevision(as(db, team.other), { revisionId: draft });
      expect([await stateOf(db, revisionId), await stateOf(db, draft)]).toEqual(["discarded", "discarded"]);
      expect((await listEvents(db)).slice(before)).toMatchObject([
        {
          action: "revision.discarded",
          actor: `user:${team.other.id}`,
          subject: draft,
          before: { state: "draft" },
          after: { state: "discarded" },
        },
      ]);
    }));

  it("is not discarded by a viewer, twice, or once it is out; nothing is left behind", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, contentSha256 } = await submitted(db);
      const before = (await listEvents(db)).length;
      const by = (actor: UserActor, id = revisionId) => discardRevision(as(db, actor), { revisionId: id });
      await expect(by(team.viewer)).rejects.toMatchObject({ reason: "forbidden" });
      expect([await stateOf(db, revisionId), (await listEvents(db)).length]).toEqual(["in_review", before]);
      await approveRevision(as(db, team.reviewer), { revisionId, contentSha256 });
      await expect(by(team.writer)).rejects.toThrow("This revision is published and cannot be discarded.");
      const { revisionId: draft } = await createDraft(as(db, team.writer), { ticker: "FOG", period: "2025-Q1" });
      await by(team.writer, draft);
      await expect(by(team.writer, draft)).rejects.toThrow("is discarded and cannot be discarded");
      await expect(by(team.writer, team.writer.id)).rejects.toMatchObject({ reason: "not_found" });
    }));

  it("is either published or taken back when both are asked for at once", async () => {
    const revision = await submitted(base.app);
    const { revisionId } = revision;
    const results = await Promise.allSettled([
      approveRevision(as(base.app, team.reviewer), revision),
      takeBackRevision(as(base.app, team.writer), { revisionId }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const [approval] = results;
    expect(await stateOf(base.app, revisionId)).toBe(approval.status === "fulfilled" ? "published" : "draft");
  });

  it("takes no edit that comes at the same time as it is discarded", async () => {
    const other = text.replace("Q1", "Q2");
    const { revisionId } = await importNote(as(base.app, team.writer), other);
    const edit = () =>
      inTransaction(as(base.app, team.other), async (tx) => {
        await beginEdit(tx, revisionId);
        await tx.db.execute(sql`update headlines set text = text || '!' where revision_id = ${revisionId}`);
      });
    const results = await Promise.allSettled([
      edit(),
      discardRevision(as(base.app, team.writer), { revisionId }),
      edit(),
    ]);
    expect(results[1]?.status).toBe("fulfilled");
    const edits = results.filter((_, at) => at !== 1 && results[at]?.status === "fulfilled").length;
    const [row] = await base.app.execute<{ text: string }>(
      sql`select text from headlines where revision_id = ${revisionId}`,
    );
    expect(row?.text).toBe(`Orders recover${"!".repeat(edits)}`);
    await expect(edit()).rejects.toThrow("This revision is discarded.");
  });
});
