import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database, UserActor } from "@/lib/context";
import { inTransaction } from "@/lib/context";
import { createDraft } from "@/lib/notes/commands";
import { approveRevision } from "@/lib/publishing/commands";
import { submitRevision } from "@/lib/review/commands";
import { issueLink, revokeLinks } from "@/lib/sharing/commands";
import { importNote } from "@/lib/transfer/commands";
import { addTeam, as, publishText } from "@/lib/world";
import { freshDatabase, type TestDatabase } from "./test-database";

/** The code that PostgreSQL refused with. */
async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (caught: { code?: string; cause?: { code?: string } }) => caught,
  );
  return error?.cause?.code ?? error?.code ?? "nothing was refused";
}

const text = `Format: quarterdeck 1
FOG Q1 2025: Orders recover

Positives:
- Orders: Orders rose 12% [doc 1].

Risks:
- Supply: One supplier is late.
`;

describe("the database's own guards", () => {
  let base: TestDatabase;
  let writer: UserActor;
  let reviewer: UserActor;
  let other: UserActor;
  let published: Awaited<ReturnType<typeof publishText>>;
  const tagged = (db: Database, actor: UserActor, statement: ReturnType<typeof sql>) =>
    inTransaction(as(db, actor), (tx) => tx.db.execute(statement));

  beforeAll(async () => {
    base = await freshDatabase();
    ({ writer, reviewer, other } = await addTeam(base.app));
    published = await publishText(base.app, { text, writer, reviewer, summary: "First note" });
  });
  afterAll(() => base.close());

  it("refuse a write of content or authority that names no actor", async () => {
    expect(await codeOf(base.app.execute(sql`update users set name = 'x'`))).toBe("42501");
    expect(await codeOf(base.app.execute(sql`delete from user_roles`))).toBe("42501");
    expect(await codeOf(base.app.execute(sql`update takeaways set title = 'x'`))).toBe("42501");
  });

  it.each([
    ["takeaways", sql`update takeaways set title = 'x'`],
    ["citations", sql`delete from citations`],
    ["revision_items", sql`delete from revision_items`],
    ["revision_editors", sql`delete from revision_editors`],
    ["revisions", sql`update revisions set state = 'draft', number = null, published_at = null`],
    ["revisions", sql`delete from revisions`],
    ["approvals", sql`delete from approvals`],
    ["sources", sql`update sources set title = 'x'`],
    ["notes", sql`update notes set period = '2031-Q1'`],
    ["publications", sql`update publications set article = ''`],
    ["audit_events", sql`update audit_events set action = 'x'`],
    ["audit_events", sql`delete from audit_events`],
  ])(
    "keep what is published and recorded in %s from the application and from the tables' owner",
    async (_, statement) => {
      expect(await codeOf(tagged(base.app, writer, statement))).toBe("42501");
      expect(await codeOf(tagged(base.owner, writer, statement))).toBe("42501");
    },
  );

  it.each(["revisions", "takeaways", "approvals", "publications", "audit_events"])(
    "do not let the owner empty %s",
    async (table) => {
      expect(await codeOf(tagged(base.owner, writer, sql.raw(`truncate ${table} cascade`)))).toBe("42501");
    },
  );

  it("refuse an approval by an editor, in another's name, without the role, or of another content", async () => {
    const { revisionId } = await createDraft(as(base.app, writer), { ticker: "FOG", period: "2025-Q1" });
    await tagged(
      base.app,
      writer,
      sql`insert into revision_editors (revision_id, user_id) values (${revisionId}, ${writer.id})`,
    );
    await tagged(base.app, writer, sql`update takeaways set title = 'Order book' where revision_id = ${revisionId}`);
    const { contentSha256 } = await submitRevision(as(base.app, writer), { revisionId, summary: "Reworded" });
    const approval = (approver: UserActor, hash: string) => sql`
      insert into approvals (revision_id, approver_id, content_sha256) values (${revisionId}, ${approver.id}, ${hash})`;
    expect(await codeOf(tagged(base.app, writer, approval(writer, contentSha256)))).toBe("23514");
    expect(await codeOf(tagged(base.app, writer, approval(reviewer, contentSha256)))).toBe("23514");
    expect(await codeOf(tagged(base.app, other, approval(other, contentSha256)))).toBe("23514");
    expect(await codeOf(tagged(base.app, reviewer, approval(reviewer, published.contentSha256)))).toBe("23514");
    const exchanged = sql`update revisions set summary = 'x' where id = ${revisionId}`;
    expect(await codeOf(tagged(base.app, writer, exchanged))).toBe("42501");
    const publish = sql`update revisions set state = 'published', number = 2, published_at = now() where id = ${revisionId}`;
    expect(await codeOf(tagged(base.app, writer, publish))).toBe("23514");
  });

  it("refuse words of somebody who does not stand among the revision's editors, new, altered or taken out", async () => {
    const { revisionId } = await createDraft(as(base.app, writer), { ticker: "FOG", period: "2025-Q1", beside: true });
    const edits = [
      sql`update takeaways set title = 'x' where revision_id = ${revisionId}`,
      sql`delete from revision_items where revision_id = ${revisionId}`,
      sql`insert into risk_assessments
        select revision_id, item_id, 'low', 'likely', '0-12', 'open', null, ${reviewer.id}, now()
        from takeaways where revision_id = ${revisionId} and kind = 'risk'`,
      sql`insert into citations (revision_id, item_id, field, "offset", source_id)
        select revision_id, item_id, field, 0, source_id from citations where revision_id = ${revisionId}`,
    ];
    for (const edit of edits) expect(await codeOf(tagged(base.app, reviewer, edit))).toBe("42501");
    await tagged(base.app, reviewer, sql`insert into revision_editors values (${revisionId}, ${reviewer.id})`);
    for (const edit of edits.toReversed()) await tagged(base.app, reviewer, edit);
  });

  it("refuse a citation of another note's source, and a change of a source but by an editor of what cites it", async () => {
    const { revisionId } = await importNote(as(base.app, writer), text.replace("Q1 2025", "Q3 2025"));
    const stray = sql`update citations set revision_id = revision_id, source_id = (
      select sources.id from sources join notes on notes.id = note_id where period = '2025-Q1') where revision_id = ${revisionId}`;
    expect(await codeOf(tagged(base.app, writer, stray))).toBe("23514");
    const renamed = sql`update sources set title = 'The call' from citations
      where citations.source_id = sources.id and revision_id = ${revisionId}`;
    expect(await codeOf(tagged(base.app, reviewer, renamed))).toBe("42501");
    await tagged(base.app, writer, renamed);
    await submitRevision(as(base.app, writer), { revisionId, summary: "First" });
    expect(await codeOf(tagged(base.app, writer, renamed))).toBe("42501");
  });

  it("refuse to publish over a revision that the draft does not know of", async () => {
    const at = { ticker: "FOG", period: "2026-Q1", beside: true } as const;
    const submitted = async () => {
      const { revisionId } = await createDraft(as(base.app, writer), at);
      const [row] = await base.app.execute<{ note_id: string }>(
        sql`select note_id from revisions where id = ${revisionId}`,
      );
      const itemId = randomUUID();
      await inTransaction(as(base.app, writer), async ({ db }) => {
        await db.execute(sql`insert into revision_editors values (${revisionId}, ${writer.id})`);
        await db.execute(sql`insert into items values (${itemId}, ${row?.note_id}, 'headline')`);
        await db.execute(sql`insert into revision_items values (${revisionId}, ${itemId}, ${row?.note_id}, 'a0')`);
        await db.execute(sql`insert into headlines values (${revisionId}, ${itemId}, 'Orders recover')`);
      });
      return { revisionId, ...(await submitRevision(as(base.app, writer), { revisionId, summary: "First" })) };
    };
    const [one, other] = [await submitted(), await submitted()];
    await approveRevision(as(base.app, reviewer), one);
    const approval = sql`insert into approvals (revision_id, approver_id, content_sha256)
      values (${other.revisionId}, ${reviewer.id}, ${other.contentSha256})`;
    await tagged(base.app, reviewer, approval);
    const publish = sql`update revisions set state = 'published', number = 2, published_at = now() where id = ${other.revisionId}`;
    expect(await codeOf(tagged(base.app, reviewer, publish))).toBe("23514");
  });

  it("let a link lead nowhere else, and take it back for good", async () => {
    const link = { revisionId: published.revisionId, label: "A client", expiresAt: null };
    const { linkId } = await issueLink(as(base.app, writer), link);
    const elsewhere = sql`update share_links set revision_id = ${randomUUID()} where id = ${linkId}`;
    const byOther = sql`update share_links set issued_by = ${reviewer.id} where id = ${linkId}`;
    expect(await codeOf(tagged(base.app, writer, elsewhere))).toBe("42501");
    expect(await codeOf(tagged(base.app, writer, byOther))).toBe("42501");
    await revokeLinks(as(base.app, writer), [linkId]);
    const revived = sql`update share_links set revoked_at = null, revoked_by = null where id = ${linkId}`;
    const token = sql`update share_links set token_sha256 = ${"a".repeat(64)} where id = ${linkId}`;
    expect(await codeOf(tagged(base.app, writer, revived))).toBe("42501");
    expect(await codeOf(tagged(base.app, writer, token))).toBe("42501");
  });

  it("refuse a draft that is based on a draft, and a revision that begins as anything else", async () => {
    const { revisionId } = await createDraft(as(base.app, writer), { ticker: "FOG", period: "2025-Q2" });
    const [row] = await base.app.execute<{ note_id: string }>(
      sql`select note_id from revisions where id = ${revisionId}`,
    );
    const onDraft = sql`insert into revisions (note_id, based_on) values (${row?.note_id}, ${revisionId})`;
    expect(await codeOf(tagged(base.app, writer, onDraft))).toBe("23514");
    const begun = sql`insert into revisions (note_id, state) values (${row?.note_id}, 'discarded')`;
    expect(await codeOf(tagged(base.app, writer, begun))).toBe("42501");
  });

  it("R28: give the reader's role nothing but the door", async () => {
    const tables = await base.owner.execute<{ name: string }>(
      sql`select relname as name from pg_class where relkind in ('r', 'v') and relnamespace = 'public'::regnamespace`,
    );
    expect(tables.length).toBeGreaterThan(20);
    for (const { name } of tables) {
      expect(await codeOf(base.share.execute(sql.raw(`select * from ${name}`)))).toBe("42501");
    }
    expect(await base.share.execute(sql`select * from share_open('\\x00')`)).toHaveLength(0);
  });

  it("give the application's role no table of its own and no way to change one", async () => {
    expect(await codeOf(base.app.execute(sql`create table mine (id int)`))).toBe("42501");
    expect(await codeOf(base.app.execute(sql`alter table takeaways disable trigger all`))).toBe("42501");
    const [role] = await base.app.execute<{ ok: boolean }>(sql`
      select not (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb) as ok from pg_roles where rolname = current_user`);
    expect(role?.ok).toBe(true);
  });
});
