import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { addComment, replyToComment } from "@/lib/comments/commands";
import type { Database } from "@/lib/context";
import { itemsOf } from "@/lib/notes/content";
import { addTeam, as, readDraft, saveAs } from "@/lib/world";
import { submitRevision, takeBackRevision } from "./commands";
import { secondInReview, set } from "./fixtures/reviewing";
import { rememberLook } from "./look-commands";
import { findReview } from "./review-queries";

let base: TestDatabase;
let team: Awaited<ReturnType<typeof addTeam>>;
beforeAll(async () => {
  base = await freshDatabase();
  team = await addTeam(base.app);
});
afterAll(() => base.close());

function rowIn({ content }: Awaited<ReturnType<typeof readDraft>>) {
  const [row] = itemsOf(content, "guidance_row");
  if (!row) throw new Error("It has no guidance row.");
  return { row };
}

const looksIn = (db: Database) => db.execute(sql`select content_sha256 from review_looks order by looked_at`);

const begun = Date.now();
const seenAt = new Date(begun).toISOString();
const later = (minutes: number) => new Date(begun + minutes * 60_000);

describe("a look at a revision", () => {
  it("is the last one: what others have said since is told, with its time, and no more once it was seen", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, contentSha256, ids } = await secondInReview(db, team);
      const reviewer = as(db, team.reviewer);
      const look = (at: Date) =>
        rememberLook({ ...reviewer, now: at }, { revisionId, contentSha256, seenAt: at.toISOString() });
      const of = { revisionId, itemId: ids.row };
      const { commentId } = await addComment(reviewer, { ...of, text: "Of which part?", words: null });
      await look(later(1));
      await look(later(10));
      await addComment({ ...as(db, team.writer), now: later(5) }, { ...of, text: "Seen", words: null });
      const since = async () => (await findReview(reviewer, revisionId))?.since ?? null;
      expect(await since()).toBeNull();
      // A page that is gone back to shows what it did: it is no look at what came meanwhile, and takes none back.
      const page = { revisionId, contentSha256, seenAt: later(2).toISOString() };
      await rememberLook({ ...reviewer, now: later(20) }, page);
      await replyToComment({ ...as(db, team.writer), now: later(11) }, { commentId, revisionId, text: "Of services." });
      expect(await since()).toEqual({ at: later(10), added: [], altered: [], gone: [], comments: 0, answers: 1 });
    }));

  it("is remembered once for what there is, and what has changed since is told", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, contentSha256 } = await secondInReview(db, team);
      for (let time = 0; time < 2; time += 1)
        await rememberLook(as(db, team.reviewer), { revisionId, contentSha256, seenAt });
      expect(await looksIn(db)).toEqual([{ content_sha256: contentSha256 }]);
      await takeBackRevision(as(db, team.writer), { revisionId });
      const { row } = rowIn(await readDraft(db, revisionId));
      await saveAs(db, team.writer, revisionId, [set(row, "current", "15%")]);
      await submitRevision(as(db, team.writer), { revisionId, summary: "Second" });
      const review = await findReview(as(db, team.reviewer), revisionId);
      expect(review?.since).toMatchObject({ added: [], altered: [`${row.id}:text`], gone: [] });
    }));

  it("is not remembered under another hash than that of what there is, and nothing is said of it", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, contentSha256 } = await secondInReview(db, team);
      await rememberLook(as(db, team.reviewer), { revisionId, contentSha256: "0".repeat(64), seenAt });
      await rememberLook(as(db, team.reviewer), { revisionId: team.writer.id, contentSha256, seenAt });
      await takeBackRevision(as(db, team.writer), { revisionId });
      const { row } = rowIn(await readDraft(db, revisionId));
      await saveAs(db, team.writer, revisionId, [set(row, "current", "15%")]);
      await rememberLook(as(db, team.reviewer), { revisionId, contentSha256, seenAt });
      expect(await looksIn(db)).toEqual([]);
    }));

  it("is refused to who may read no drafts", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, contentSha256 } = await secondInReview(db, team);
      const look = rememberLook(as(db, team.viewer), { revisionId, contentSha256, seenAt });
      await expect(look).rejects.toMatchObject({ reason: "forbidden" });
      expect(await looksIn(db)).toEqual([]);
    }));
});
