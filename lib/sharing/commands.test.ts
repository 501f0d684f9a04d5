import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import { sha256 } from "@/lib/auth/token";
import type { UserActor } from "@/lib/context";
import { createDraft } from "@/lib/notes/commands";
import { addTeam, as, publishText } from "@/lib/world";
import { issueLink, revokeLinks } from "./commands";

const text = "Format: quarterdeck 1\nFOG Q1 2025: Orders recover\n";

describe("a shared link", () => {
  let base: TestDatabase;
  let writer: UserActor;
  let viewer: UserActor;
  let revisionId: string;

  beforeAll(async () => {
    base = await freshDatabase();
    const team = await addTeam(base.app);
    ({ writer, viewer } = team);
    const { reviewer } = team;
    revisionId = (await publishText(base.app, { text, writer, reviewer, summary: "First" })).revisionId;
  });
  afterAll(() => base.close());

  it("is issued with a token of which only the hash is kept, in the table and in the trail", () =>
    rolledBack(base.app, async (db) => {
      const { token, linkId } = await issueLink(as(db, writer), { revisionId, label: "A client", expiresAt: null });
      expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
      const rows = await db.execute(sql`select share_links::text as row from share_links`);
      expect(JSON.stringify(rows)).not.toContain(token);
      expect(JSON.stringify(rows)).toContain(sha256(token));
      const last = (await listEvents(db)).at(-1);
      expect(last).toMatchObject({ action: "link.issued", subject: linkId, after: { revisionId, label: "A client" } });
      expect(JSON.stringify(last)).not.toContain(token);
    }));

  it("is refused on a draft, without a name, with an end in the past, and to a viewer", () =>
    rolledBack(base.app, async (db) => {
      const link = { revisionId, label: "A client", expiresAt: null };
      const draft = await createDraft(as(db, writer), { ticker: "FOG", period: "2025-Q2" });
      const onDraft = issueLink(as(db, writer), { ...link, revisionId: draft.revisionId });
      await expect(onDraft).rejects.toThrow("Only what is published is shared");
      await expect(issueLink(as(db, writer), { ...link, label: " " })).rejects.toThrow("Name the link");
      await expect(issueLink(as(db, writer), { ...link, expiresAt: new Date(0) })).rejects.toThrow("over already");
      await expect(issueLink(as(db, viewer), link)).rejects.toMatchObject({ reason: "forbidden" });
      const [row] = await db.execute(sql`select count(*)::int as n from share_links`);
      expect(row?.n).toBe(0);
    }));

  it("is made once of a form that is sent twice", () =>
    rolledBack(base.app, async (db) => {
      const sent = { linkId: randomUUID(), revisionId, label: "A client", expiresAt: null };
      expect(await issueLink(as(db, writer), sent)).toMatchObject({ linkId: sent.linkId });
      await expect(issueLink(as(db, writer), sent)).rejects.toThrow("This link was made already");
      expect(await db.execute(sql`select id from share_links where id = ${sent.linkId}`)).toHaveLength(1);
      expect((await listEvents(db)).filter(({ subject }) => subject === sent.linkId)).toHaveLength(1);
    }));

  it("is revoked once, with one event, and for whoever may", () =>
    rolledBack(base.app, async (db) => {
      const { linkId } = await issueLink(as(db, writer), { revisionId, label: "A client", expiresAt: null });
      await expect(revokeLinks(as(db, viewer), [linkId])).rejects.toMatchObject({ reason: "forbidden" });
      const admin: UserActor = { ...viewer, roles: new Set(["admin"]) };
      await revokeLinks(as(db, admin), [linkId]);
      await revokeLinks(as(db, writer), [linkId]);
      expect((await listEvents(db)).filter(({ action }) => action === "link.revoked")).toHaveLength(1);
      await expect(revokeLinks(as(db, writer), ["not-an-id"])).rejects.toThrow("There is no such link");
    }));
});
