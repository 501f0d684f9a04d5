import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, inTransaction, type UserActor } from "@/lib/context";
import { createDraft } from "@/lib/notes/commands";
import { addMember, addTeam, as, publishText } from "@/lib/world";
import { freshDatabase, type TestDatabase } from "./test-database";

const text = "Format: quarterdeck 1\nFOG Q1 2025: Orders recover\n";

describe("the database's own guards of recalls", () => {
  let base: TestDatabase;
  let team: Awaited<ReturnType<typeof addTeam>>;
  let revisionId: string;

  beforeAll(async () => {
    base = await freshDatabase();
    team = await addTeam(base.app);
    revisionId = (await publishText(base.app, { ...team, text, summary: "First" })).revisionId;
  });
  afterAll(() => base.close());

  /** The code that PostgreSQL refused with. */
  const codeOf = (db: Database, actor: UserActor, statement: ReturnType<typeof sql>) =>
    inTransaction(as(db, actor), (tx) => tx.db.execute(statement)).then(
      () => "nothing was refused",
      (error: { code?: string; cause?: { code?: string } }) => error.cause?.code ?? error.code,
    );
  const insert = (by: UserActor, of = revisionId, reason = "Wrong.") =>
    sql`insert into recalls (revision_id, recalled_by, reason) values (${of}, ${by.id}, ${reason})`;

  it("refuse one by whoever is no reviewer, is disabled, or signs with another's name", async () => {
    const { actor: admin } = await addMember(base.app, { email: "ada@fog.example", name: "ada", roles: ["admin"] });
    const { actor: gone } = await addMember(base.app, { email: "gil@fog.example", name: "gil", roles: ["reviewer"] });
    const disable = sql`update users set disabled_at = now() where id = ${gone.id}`;
    expect(await codeOf(base.app, admin, disable)).toBe("nothing was refused");
    for (const db of [base.app, base.owner]) {
      for (const actor of [team.viewer, team.other, admin, gone]) {
        expect(await codeOf(db, actor, insert(actor))).toBe("23514");
      }
      expect(await codeOf(db, team.other, insert(team.reviewer))).toBe("23514");
      expect(await codeOf(db, team.reviewer, insert(team.writer))).toBe("23514");
    }
    const unnamed = base.app.execute(insert(team.reviewer));
    await expect(unnamed).rejects.toMatchObject({ cause: { code: "42501" } });
  });

  it("refuse one of a draft, of what is not there, and without a reason", async () => {
    const draft = await createDraft(as(base.app, team.other), { ticker: "FOG", period: "2025-Q1" });
    expect(await codeOf(base.app, team.reviewer, insert(team.reviewer, draft.revisionId))).toBe("23514");
    expect(await codeOf(base.app, team.reviewer, insert(team.reviewer, team.reviewer.id))).toBe("23514");
    expect(await codeOf(base.app, team.reviewer, insert(team.reviewer, revisionId, " "))).toBe("23514");
  });

  it("keep one for good: it is not made twice, altered, deleted or emptied, by the application or the tables' owner", async () => {
    expect(await codeOf(base.app, team.reviewer, insert(team.reviewer))).toBe("nothing was refused");
    for (const db of [base.app, base.owner]) {
      expect(await codeOf(db, team.reviewer, insert(team.reviewer))).toBe("23505");
      expect(await codeOf(db, team.reviewer, sql`update recalls set reason = 'x'`)).toBe("42501");
      expect(await codeOf(db, team.reviewer, sql`delete from recalls`)).toBe("42501");
      expect(await codeOf(db, team.reviewer, sql`truncate recalls`)).toBe("42501");
    }
  });
});
