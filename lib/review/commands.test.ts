import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import { sha256 } from "@/lib/auth/token";
import type { UserActor } from "@/lib/context";
import { createDraft } from "@/lib/notes/commands";
import { canonicalText } from "@/lib/notes/content";
import { readContent } from "@/lib/notes/content-queries";
import { fieldLengthMax } from "@/lib/notes/text";
import { importNote } from "@/lib/transfer/commands";
import { addTeam, as, publishText } from "@/lib/world";
import { submitRevision } from "./commands";

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

  it("is refused with a sentence for a field that is too long to be read back, and leaves nothing behind", () =>
    rolledBack(base.app, async (db) => {
      const long = `${text}\nPositives:\n- Orders: ${"up ".repeat(fieldLengthMax / 2)}\n`;
      const { revisionId } = await importNote(as(db, writer), long);
      const before = (await listEvents(db)).length;
      const submission = submitRevision(as(db, writer), { revisionId, summary: "First" });
      await expect(submission).rejects.toMatchObject({ reason: "invalid", message: expect.stringContaining("10,000") });
      expect(await listEvents(db)).toHaveLength(before);
    }));
});
