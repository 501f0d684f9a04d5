import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { inTransaction } from "@/lib/context";
import { firstOf } from "@/lib/notes/fixtures/items";
import { noteText } from "@/lib/notes/fixtures/note-text";
import { importNote } from "@/lib/transfer/commands";
import { addTeam, as, readDraft } from "@/lib/world";
import { addComment, replyToComment } from "./commands";
import { listThreads } from "./queries";

let base: TestDatabase;
beforeAll(async () => {
  base = await freshDatabase();
});
afterAll(() => base.close());

it("A note takes 5,000 comments and says so to whoever writes one more, which leaves nothing behind", async () => {
  const { writer } = await addTeam(base.app);
  const { revisionId } = await importNote(as(base.app, writer), noteText);
  const { id: itemId } = firstOf((await readDraft(base.app, revisionId)).content, "takeaway");
  await rolledBack(base.app, async (db) => {
    const ctx = as(db, writer);
    const comment = { revisionId, itemId, text: "One", words: null };
    const { commentId } = await addComment(ctx, comment);
    await inTransaction(ctx, (tx) =>
      tx.db.execute(sql`insert into comments (item_id, revision_id, text, written_by)
        select ${itemId}, ${revisionId}, 'Many', ${writer.id} from generate_series(1, 4998)`),
    );
    await replyToComment(ctx, { commentId, revisionId, text: "The last" });
    const full = { reason: "conflict", message: "There are 5,000 comments on this note, and no more can be added." };
    await expect(addComment(ctx, comment)).rejects.toMatchObject(full);
    await expect(replyToComment(ctx, { commentId, revisionId, text: "More" })).rejects.toMatchObject(full);
    const threads = await listThreads(ctx, revisionId);
    expect(threads.flatMap(({ comments }) => comments)).toHaveLength(5_000);
  });
});
