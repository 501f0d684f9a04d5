import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { type Database, inTransaction, type UserActor } from "@/lib/context";
import { createDraft } from "@/lib/notes/commands";
import { importNote } from "@/lib/transfer/commands";
import { addMember, addTeam, as, readDraft, saveAs } from "@/lib/world";
import { discardRevision, submitRevision } from "./commands";
import { accept, itemsIn, secondInReview, seen, set } from "./fixtures/reviewing";

let base: TestDatabase;
let writer: UserActor;
let reviewer: UserActor;
let third: UserActor;
/** r2 of a note, in review, one change of it accepted. */
let review: Awaited<ReturnType<typeof secondInReview>>;

beforeAll(async () => {
  base = await freshDatabase();
  ({ writer, reviewer } = await addTeam(base.app));
  third = (await addMember(base.app, { email: "ria@fog.example", name: "ria", roles: ["reviewer"] })).actor;
  review = await secondInReview(base.app, { writer, reviewer });
  await accept(base.app, reviewer, review.revisionId, [`${review.ids.risk}:text`]);
});
afterAll(() => base.close());

/** The code that PostgreSQL refuses a statement of this person with. */
function codeOf(db: Database, actor: UserActor, statement: ReturnType<typeof sql>): Promise<string | undefined> {
  return inTransaction(as(db, actor), (tx) => tx.db.execute(statement)).then(
    () => "nothing was refused",
    (error: { code?: string; cause?: { code?: string } }) => error.cause?.code ?? error.code,
  );
}

/** Expects the refusal of the application and of the tables' owner alike. */
async function expectRefused(actor: UserActor, statement: ReturnType<typeof sql>, code: string): Promise<void> {
  for (const db of [base.app, base.owner]) expect(await codeOf(db, actor, statement)).toBe(code);
}

const newDraft = async () => {
  const at = { ticker: "FOG", period: "2025-Q1", beside: true } as const;
  const { revisionId } = await createDraft(as(base.app, writer), at);
  return { revisionId, ...itemsIn((await readDraft(base.app, revisionId)).content) };
};

describe("the database's own guards of a decision", () => {
  const decision = async (by: UserActor, of: { revisionId?: string; itemId?: string } = {}) => {
    const [change] = await seen(base.app, review.revisionId, [`${review.ids.row}:text`]);
    return sql`insert into decisions (revision_id, item_id, part, change_sha256, verdict, decided_by)
      values (${of.revisionId ?? review.revisionId}, ${of.itemId ?? review.ids.row}, 'text', ${change?.changeSha256},
        'accepted', ${by.id})`;
  };

  it("refuse one by a writer, and one in somebody else's name", async () => {
    await expectRefused(writer, await decision(writer), "23514");
    await expectRefused(writer, await decision(reviewer), "23514");
    await expectRefused(reviewer, await decision(third), "23514");
  });

  it("refuse one outside of a review, and one on an item of another note", async () => {
    const { revisionId } = await newDraft();
    await expectRefused(reviewer, await decision(reviewer, { revisionId }), "23514");
    await expectRefused(reviewer, await decision(reviewer, { revisionId: review.first.revisionId }), "23514");
    const other = "Format: quarterdeck 1\nFOG Q2 2025: Orders fall\n\nRisks:\n- Supply: Two suppliers are late.\n";
    const { revisionId: elsewhere } = await importNote(as(base.app, writer), other);
    const item = (await readDraft(base.app, elsewhere)).content.items.find(({ kind }) => kind === "takeaway");
    await expectRefused(reviewer, await decision(reviewer, { itemId: item?.id ?? "" }), "23514");
  });

  it("keep one for good", async () => {
    await expectRefused(reviewer, sql`update decisions set verdict = 'undecided'`, "42501");
    await expectRefused(reviewer, sql`delete from decisions`, "42501");
    await expectRefused(reviewer, sql`truncate decisions`, "42501");
  });
});

describe("the database's own guards of a revision in review", () => {
  it("keep its words, its writers and what it was submitted as from those who write it", async () => {
    const { revisionId, ids } = review;
    const edits = [
      sql`update takeaways set title = 'x' where revision_id = ${revisionId}`,
      sql`delete from revision_items where revision_id = ${revisionId} and item_id = ${ids.row}`,
      sql`delete from risk_assessments where revision_id = ${revisionId}`,
      sql`insert into revision_editors values (${revisionId}, ${third.id})`,
      sql`delete from revision_editors where revision_id = ${revisionId}`,
      sql`update revisions set summary = 'x' where id = ${revisionId}`,
      sql`update revisions set content = ' ' || content, content_sha256 = encode(sha256(convert_to(' ' || content, 'UTF8')), 'hex')
        where id = ${revisionId}`,
      sql`update revisions set based_on = null where id = ${revisionId}`,
      sql`update revisions set cut_from = ${review.first.revisionId} where id = ${revisionId}`,
    ];
    for (const edit of edits) await expectRefused(writer, edit, "42501");
  });

  it("publish it under the next number alone, and no words for it before", async () => {
    const { revisionId, positive } = await newDraft();
    await saveAs(base.app, writer, revisionId, [set(positive, "title", "Order book")]);
    const { contentSha256 } = await submitRevision(as(base.app, writer), { revisionId, summary: "Reworded" });
    const approval = sql`insert into approvals (revision_id, approver_id, content_sha256)
      values (${revisionId}, ${reviewer.id}, ${contentSha256})`;
    expect(await codeOf(base.app, reviewer, approval)).toBe("nothing was refused");
    for (const number of [null, 0, 1, 3]) {
      const publish = sql`update revisions set state = 'published', number = ${number}, published_at = now()
        where id = ${revisionId}`;
      await expectRefused(reviewer, publish, "23514");
    }
    const article = sql`insert into publications (revision_id, article, article_sha256, style, published_at)
      values (${revisionId}, 'x', encode(sha256('x'), 'hex'), '', now())`;
    await expectRefused(reviewer, article, "23514");
  });
});

it("The database lets a revision go from state to state as the commands do, and no other way", async () => {
  const draft = (await newDraft()).revisionId;
  const discarded = (await newDraft()).revisionId;
  await discardRevision(as(base.app, writer), { revisionId: discarded });
  const leave = async (id: string, states: string[], code: string) => {
    for (const state of states) {
      await expectRefused(writer, sql`update revisions set state = ${state} where id = ${id}`, code);
    }
  };
  await leave(draft, ["in_review", "published", "changes_requested"], "23514");
  await leave(review.revisionId, ["published"], "23514");
  await leave(discarded, ["draft", "in_review", "changes_requested", "published"], "42501");
  await leave(review.first.revisionId, ["draft", "in_review", "changes_requested", "discarded"], "42501");
});
