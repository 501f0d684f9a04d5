import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { inTransaction, type UserActor } from "@/lib/context";
import { firstOf } from "@/lib/notes/fixtures/items";
import { noteText } from "@/lib/notes/fixtures/note-text";
import { importNote } from "@/lib/transfer/commands";
import { addTeam, as, readDraft } from "@/lib/world";
import { addComment } from "./commands";

let base: TestDatabase;
let team: Awaited<ReturnType<typeof addTeam>>;
let draft: { revisionId: string; itemId: string };
let elsewhere: typeof draft;
let commentId: string;

const imported = async (text: string) => {
  const { revisionId } = await importNote(as(base.app, team.writer), text);
  return { revisionId, itemId: firstOf((await readDraft(base.app, revisionId)).content, "takeaway").id };
};

beforeAll(async () => {
  base = await freshDatabase();
  team = await addTeam(base.app);
  draft = await imported(noteText);
  elsewhere = await imported(noteText.replace("Q1", "Q2"));
  const said = { ...draft, text: "Is it 12%?", words: { field: "body", quote: "rose", start: null } };
  ({ commentId } = await addComment(as(base.app, team.writer), said));
});
afterAll(() => base.close());

/** The code that PostgreSQL refuses a statement of this person with. */
async function codeOf(actor: UserActor | null, statement: ReturnType<typeof sql>): Promise<string> {
  const run = actor
    ? inTransaction(as(base.app, actor), (tx) => tx.db.execute(statement))
    : base.app.execute(statement);
  const error = await run.then(
    () => null,
    (caught: { code?: string; cause?: { code?: string } }) => caught,
  );
  return error?.cause?.code ?? error?.code ?? "nothing was refused";
}

type NewComment = { writer: UserActor; revisionId: string; itemId: string; repliesTo?: string };
const insert = ({ writer, revisionId, itemId, repliesTo }: NewComment) => sql`insert into comments
  (item_id, revision_id, replies_to, text, written_by) values (${itemId}, ${revisionId}, ${repliesTo ?? null}, 'x', ${writer.id})`;

describe("the database's own guards of comments", () => {
  it("refuse one that names no actor, and one in the name of somebody else", async () => {
    expect(await codeOf(null, insert({ writer: team.writer, ...draft }))).toBe("42501");
    expect(await codeOf(team.other, insert({ writer: team.writer, ...draft }))).toBe("23514");
    expect(await codeOf(team.other, insert({ writer: team.other, ...draft }))).toBe("nothing was refused");
  });

  it("refuse one on an item of another note, and an answer to what is no first comment on the item", async () => {
    const { itemId } = elsewhere;
    expect(await codeOf(team.other, insert({ writer: team.other, ...draft, itemId }))).toBe("23514");
    const answer = { writer: team.other, ...elsewhere, repliesTo: commentId };
    expect(await codeOf(team.other, insert(answer))).toBe("23514");
    expect(await codeOf(team.other, insert({ ...answer, ...draft }))).toBe("nothing was refused");
    const [reply] = await base.app.execute<{ id: string }>(
      sql`select id from comments where replies_to = ${commentId} limit 1`,
    );
    expect(await codeOf(team.other, insert({ ...answer, ...draft, repliesTo: reply?.id ?? "" }))).toBe("23514");
  });

  it.each([
    ["text", sql`text = 'Never mind'`],
    ["writer", sql`written_by = resolved_by`],
    ["words", sql`quote_start = 0`],
    ["item", sql`field_text = 'Orders'`],
    ["time", sql`written_at = now()`],
  ])("refuse to change what was said: its %s", async (_, change) => {
    expect(await codeOf(team.writer, sql`update comments set ${change} where id = ${commentId}`)).toBe("42501");
  });

  it("refuse to take back what was said, and whom it called on", async () => {
    for (const table of ["comments", "comment_mentions"]) {
      expect(await codeOf(team.writer, sql.raw(`delete from ${table}`)), table).toBe("42501");
      expect(await codeOf(team.writer, sql.raw(`truncate ${table} cascade`)), table).toBe("42501");
    }
  });

  it("refuse to resolve in the name of somebody else", async () => {
    const resolve = sql`update comments set resolved_by = ${team.writer.id}, resolved_at = now() where id = ${commentId}`;
    expect(await codeOf(team.other, resolve)).toBe("23514");
  });

  it("refuse to call on somebody in another's comment", async () => {
    const call = sql`insert into comment_mentions (comment_id, user_id) values (${commentId}, ${team.other.id})`;
    expect(await codeOf(team.other, call)).toBe("23514");
    expect(await codeOf(team.writer, call)).toBe("nothing was refused");
  });

  it("refuse words that are no stretch of a text, and words in an answer", async () => {
    const at = (start: number, end: number, repliesTo: string | null) => sql`insert into comments
      (item_id, revision_id, replies_to, text, written_by, field, field_text, quote_start, quote_end)
      values (${draft.itemId}, ${draft.revisionId}, ${repliesTo}, 'x', ${team.other.id}, 'body', 'Orders', ${start}, ${end})`;
    expect(await codeOf(team.other, at(2, 2, null))).toBe("23514");
    expect(await codeOf(team.other, at(0, 2, commentId))).toBe("23514");
  });
});
