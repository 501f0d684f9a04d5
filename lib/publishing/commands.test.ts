import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import { sha256 } from "@/lib/auth/token";
import type { Database, UserActor } from "@/lib/context";
import { inTransaction } from "@/lib/context";
import { createDraft } from "@/lib/notes/commands";
import { itemsOf } from "@/lib/notes/content";
import { readContent } from "@/lib/notes/content-queries";
import type { Edit } from "@/lib/notes/input";
import { findNote } from "@/lib/notes/queries";
import { submitRevision, takeBackRevision } from "@/lib/review/commands";
import { decideChanges } from "@/lib/review/decide-commands";
import { secondInReview, seen, set } from "@/lib/review/fixtures/reviewing";
import type { Assessment } from "@/lib/risks/assessment";
import { importNote } from "@/lib/transfer/commands";
import { addMember, addTeam, as, publishText, readDraft, saveAs } from "@/lib/world";
import { approveRevision } from "./commands";

const text = `Format: quarterdeck 1
FOG Q1 2025: Orders recover

Risks:
- Supply: One supplier is late.
`;

const assessment = {
  severity: "high",
  likelihood: "likely",
  horizon: "0-12",
  status: "open",
  commentary: null,
} as const;

const rated = (itemId: string, value: Assessment): Edit => {
  return { op: "set", kind: "takeaway", itemId, field: "assessment", base: null, value };
};

describe("approving a revision", () => {
  let base: TestDatabase;
  let writer: UserActor;
  let reviewer: UserActor;
  let analyst: UserActor;

  beforeAll(async () => {
    base = await freshDatabase();
    ({ writer, reviewer, other: analyst } = await addTeam(base.app));
  });
  afterAll(() => base.close());

  const submitted = async (db: Database) => {
    const { revisionId } = await importNote(as(db, writer), text);
    const { contentSha256 } = await submitRevision(as(db, writer), { revisionId, summary: "First" });
    return { revisionId, contentSha256 };
  };
  const stateOf = async (db: Database, id: string) => {
    const [row] = await db.execute<{ state: string }>(sql`select state from revisions where id = ${id}`);
    return row?.state;
  };

  it("publishes exactly what was approved as r1, with its article and one event", () =>
    rolledBack(base.app, async (db) => {
      const revision = await submitted(db);
      const before = (await listEvents(db)).length;
      expect(await approveRevision(as(db, reviewer), revision)).toEqual({ number: 1 });
      const [row] = await db.execute<{ article: string; article_sha256: string; content_sha256: string }>(sql`
        select article, article_sha256, content_sha256 from publications join revisions on id = revision_id`);
      expect(row?.article).toContain("One supplier is late.");
      expect(row?.article_sha256).toBe(sha256(row?.article ?? ""));
      expect(row?.content_sha256).toBe(revision.contentSha256);
      const events = (await listEvents(db)).slice(before);
      expect(events.map(({ action, actor }) => [action, actor])).toEqual([
        ["revision.published", `user:${reviewer.id}`],
      ]);
    }));

  it("is refused to whoever had a hand in it, and to whoever is no reviewer", () =>
    rolledBack(base.app, async (db) => {
      const revision = await submitted(db);
      await expect(approveRevision(as(db, writer), revision)).rejects.toThrow("You had a hand in this revision");
      await expect(approveRevision(as(db, analyst), revision)).rejects.toMatchObject({ reason: "forbidden" });
      expect(await stateOf(db, revision.revisionId)).toBe("in_review");
    }));

  it("is refused for another content than the one in review", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId } = await submitted(db);
      const approval = approveRevision(as(db, reviewer), { revisionId, contentSha256: "0".repeat(64) });
      await expect(approval).rejects.toMatchObject({ reason: "conflict" });
      expect(await stateOf(db, revisionId)).toBe("in_review");
    }));

  it("is refused for a draft, and for what is published already", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId } = await importNote(as(db, writer), text);
      const contentSha256 = "0".repeat(64);
      await expect(approveRevision(as(db, reviewer), { revisionId, contentSha256 })).rejects.toThrow(
        "is a draft, not in review",
      );
      const again = await submitRevision(as(db, writer), { revisionId, summary: "First" });
      await approveRevision(as(db, reviewer), { revisionId, ...again });
      const twice = approveRevision(as(db, reviewer), { revisionId, ...again });
      await expect(twice).rejects.toThrow("is published, not in review");
    }));

  it("leaves nothing behind when the company is renamed after submission", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, contentSha256 } = await submitted(db);
      await inTransaction(as(db, writer), (tx) => tx.db.execute(sql`update companies set name = 'Mist Works'`));
      const approval = approveRevision(as(db, reviewer), { revisionId, contentSha256 });
      await expect(approval).rejects.toThrow("not what you read any more");
      const [row] = await db.execute<{ n: number }>(sql`select count(*)::int as n from approvals`);
      expect(row?.n).toBe(0);
    }));

  it("counts as approvers of a revision those who approved what was published, not an earlier wording", () =>
    rolledBack(base.app, async (db) => {
      const { revisionId, contentSha256 } = await submitted(db);
      const other = await addMember(db, { email: "ria@fog.example", name: "ria", roles: ["reviewer"] });
      await inTransaction(as(db, other.actor), async ({ db }) => {
        await db.execute(sql`insert into approvals (revision_id, approver_id, content_sha256)
          values (${revisionId}, ${other.actor.id}, ${contentSha256})`);
        await db.execute(sql`update revisions set state = 'changes_requested' where id = ${revisionId}`);
      });
      const content = await readContent(db, revisionId);
      const itemId = (content && itemsOf(content, "takeaway")[0])?.id ?? "";
      await saveAs(db, writer, revisionId, [rated(itemId, assessment)]);
      const again = await submitRevision(as(db, writer), { revisionId, summary: "Rated" });
      await approveRevision(as(db, reviewer), { revisionId, ...again });
      const note = await findNote(as(db, writer), "FOG", "2025-Q1");
      expect(note?.revision.approvers).toEqual(["rob"]);
    }));

  it("is refused when another revision came out since the draft was begun, whose words it would undo", () =>
    rolledBack(base.app, async (db) => {
      await publishText(db, { text, writer, reviewer, summary: "First" });
      const withRating = async (commentary: string) => {
        const at = { ticker: "FOG", period: "2025-Q1", beside: true } as const;
        const { revisionId } = await createDraft(as(db, analyst), at);
        const content = await readContent(db, revisionId);
        const itemId = (content && itemsOf(content, "takeaway")[0])?.id ?? "";
        const rating = { ...assessment, commentary };
        await saveAs(db, analyst, revisionId, [rated(itemId, rating)]);
        return { revisionId, ...(await submitRevision(as(db, analyst), { revisionId, summary: commentary })) };
      };
      const [one, other] = [await withRating("One"), await withRating("Other")];
      await approveRevision(as(db, reviewer), one);
      await expect(approveRevision(as(db, reviewer), other)).rejects.toThrow(
        "r2 was published after this draft was begun",
      );
      expect(await stateOf(db, other.revisionId)).toBe("in_review");
      const next = await createDraft(as(db, analyst), { ticker: "FOG", period: "2025-Q1" });
      expect(next.joined).toBe(false);
      expect(await readContent(db, next.revisionId)).toEqual(await readContent(db, one.revisionId));
    }));

  describe("while another wording is asked for", () => {
    const part = ({ ids }: Awaited<ReturnType<typeof secondInReview>>) => `${ids.risk}:text`;
    const asking = async (db: Database, verdict: "change_requested" | "undecided") => {
      const second = await secondInReview(db, { writer, reviewer });
      const decide = async (said: typeof verdict) =>
        decideChanges(as(db, reviewer), {
          revisionId: second.revisionId,
          verdict: said,
          changes: await seen(db, second.revisionId, [part(second)]),
          comment: said === "undecided" ? "" : "Name the supplier.",
        });
      await decide(verdict);
      const approve = (who: UserActor, contentSha256 = second.contentSha256) =>
        approveRevision(as(db, who), { revisionId: second.revisionId, contentSha256 });
      return { ...second, decide, approve };
    };

    it("is refused to whoever asked and to any other, leaves nothing behind, and passes once that is taken back", () =>
      rolledBack(base.app, async (db) => {
        const { revisionId, decide, approve } = await asking(db, "change_requested");
        const third = await addMember(db, { email: "ria@fog.example", name: "ria", roles: ["reviewer"] });
        const events = (await listEvents(db)).length;
        for (const who of [reviewer, third.actor]) {
          await expect(approve(who)).rejects.toMatchObject({
            reason: "conflict",
            message: expect.stringContaining("rob asked for a change in this revision"),
          });
        }
        expect(await stateOf(db, revisionId)).toBe("in_review");
        expect(await listEvents(db)).toHaveLength(events);
        const [row] = await db.execute(sql`select count(*)::int as n from approvals where revision_id = ${revisionId}`);
        expect(row).toEqual({ n: 0 });
        await decide("undecided");
        expect(await approve(third.actor)).toEqual({ number: 2 });
      }));

    it("passes once the change is another one", () =>
      rolledBack(base.app, async (db) => {
        const { revisionId, ids, approve } = await asking(db, "change_requested");
        await takeBackRevision(as(db, writer), { revisionId });
        const { content } = await readDraft(db, revisionId);
        const risk = content.items.find(({ id }) => id === ids.risk);
        if (!risk) throw new Error("The risk is gone.");
        await saveAs(db, writer, revisionId, [set(risk, "title", "One supplier of two")]);
        const { contentSha256 } = await submitRevision(as(db, writer), { revisionId, summary: "Named" });
        await expect(approve(reviewer)).rejects.toThrow("not what you read any more");
        expect(await approve(reviewer, contentSha256)).toEqual({ number: 2 });
      }));

    it("open changes do not keep the whole from being approved", () =>
      rolledBack(base.app, async (db) => {
        const { approve } = await asking(db, "undecided");
        expect(await approve(reviewer)).toEqual({ number: 2 });
      }));
  });

  describe("for real", () => {
    let own: TestDatabase;
    beforeEach(async () => {
      own = base;
    });

    it("numbers second revisions on, and lets one of two approvals at once publish", async () => {
      const first = await publishText(own.app, { text, writer, reviewer, summary: "First" });
      expect(first.number).toBe(1);
      const { revisionId } = await createDraft(as(own.app, analyst), { ticker: "FOG", period: "2025-Q1" });
      const content = await readContent(own.app, revisionId);
      const risk = content && itemsOf(content, "takeaway")[0];
      await saveAs(own.app, analyst, revisionId, [rated(risk?.id ?? "", assessment)]);
      const { contentSha256 } = await submitRevision(as(own.app, analyst), { revisionId, summary: "Rated" });
      const results = await Promise.allSettled(
        [writer, reviewer].map((person) => approveRevision(as(own.app, person), { revisionId, contentSha256 })),
      );
      expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      const numbers = await own.app.execute(sql`select number from revisions where number is not null order by number`);
      expect(numbers.map(({ number }) => number)).toEqual([1, 2]);
    });
  });
});
