import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import { sha256 } from "@/lib/auth/token";
import type { Database, UserActor } from "@/lib/context";
import { addTeam, as, publishText } from "@/lib/world";
import { changeLink, issueLink, replaceToken, revokeLinks } from "./commands";
import { findLink } from "./link-queries";

const text = "Format: quarterdeck 1\nFOG Q1 2025: Orders recover\n";
const password = "a long enough password";

describe("a shared link that is there", () => {
  let base: TestDatabase;
  let team: Awaited<ReturnType<typeof addTeam>>;
  let writer: UserActor;
  let revisionId: string;

  beforeAll(async () => {
    base = await freshDatabase();
    team = await addTeam(base.app);
    ({ writer } = team);
    const { reviewer } = team;
    revisionId = (await publishText(base.app, { text, writer, reviewer, summary: "First" })).revisionId;
  });
  afterAll(() => base.close());

  const terms = { label: "A client", expiresAt: null } as const;
  const issue = (db: Database, more = {}) => issueLink(as(db, writer), { revisionId, ...terms, ...more });
  const read = async (db: Database, linkId: string) => {
    const link = await findLink(as(db, writer), linkId);
    if (!link) throw new Error("There is no such link.");
    return link;
  };
  const passesOf = async (db: Database, linkId: string) => {
    const rows = await db.execute<{ n: number }>(
      sql`select count(*)::int as n from share_passes where link_id = ${linkId}`,
    );
    return rows[0]?.n;
  };
  /** As the door leaves it, which alone may. */
  const withPass = async (work: (db: Database, linkId: string, version: number) => Promise<unknown>) => {
    const { linkId } = await issue(base.app, { password, recipients: ["ines@fund.example"] });
    await base.owner.execute(sql`insert into share_passes (pass_sha256, link_id, gave_password, expires_at)
      values (${sha256(linkId)}, ${linkId}, true, now() + interval '1 hour')`);
    return rolledBack(base.app, (db) => work(db, linkId, 1));
  };

  it("allows what it is changed to, and leaves one event with both, in which a password is only said to be there", () =>
    rolledBack(base.app, async (db) => {
      const { linkId } = await issue(db);
      const to = {
        label: " Gull Rock ",
        policy: "latest" as const,
        expiresAt: new Date("2999-12-31T23:59:59.999Z"),
        recipients: ["Ines@Fund.Example", "@north.example", "ines@fund.example "],
        mayDownload: true,
        showsNewer: false,
        viewsMax: 3,
      };
      await changeLink(as(db, team.other), { linkId, version: 1, ...to, password });
      const recipients = ["ines@fund.example", "@north.example"];
      const kept = { ...to, label: "Gull Rock", recipients, hasPassword: true, version: 2 };
      expect(await read(db, linkId)).toMatchObject(kept);
      const { version: _, ...record } = { ...kept, expiresAt: to.expiresAt.toISOString() };
      const event = (await listEvents(db)).at(-1);
      expect(event).toMatchObject({ action: "link.changed", subject: linkId, before: { label: "A client" } });
      expect(event?.after).toEqual(record);
      expect(JSON.stringify(await listEvents(db))).not.toMatch(/argon2|long enough/);
    }));

  it("that is saved as it was keeps its version, and leaves no event", () =>
    rolledBack(base.app, async (db) => {
      const { linkId } = await issue(db);
      const events = (await listEvents(db)).length;
      expect(await changeLink(as(db, writer), { linkId, version: 1, ...terms })).toEqual({ version: 1 });
      expect(await listEvents(db)).toHaveLength(events);
      expect((await read(db, linkId)).version).toBe(1);
    }));

  it("is not changed over what somebody else made of it, by a viewer, or once it was ended; nothing is left behind", () =>
    rolledBack(base.app, async (db) => {
      const { linkId } = await issue(db);
      await changeLink(as(db, team.other), { linkId, version: 1, ...terms, label: "Theirs" });
      const events = (await listEvents(db)).length;
      const change = (actor: UserActor, more = {}) =>
        changeLink(as(db, actor), { linkId, version: 2, ...terms, label: "Mine", ...more });
      await expect(change(writer, { version: 1 })).rejects.toMatchObject({ reason: "conflict" });
      await expect(change(team.viewer)).rejects.toMatchObject({ reason: "forbidden" });
      await expect(change(writer, { linkId: team.viewer.id })).rejects.toMatchObject({ reason: "not_found" });
      await expect(change(writer, { expiresAt: new Date(0) })).rejects.toMatchObject({ field: "expiresAt" });
      expect(await listEvents(db)).toHaveLength(events);
      expect((await read(db, linkId)).label).toBe("Theirs");
      await revokeLinks(as(db, writer), [linkId]);
      await expect(change(writer)).rejects.toThrow("This link was ended");
      await expect(replaceToken(as(db, writer), linkId, 1)).rejects.toThrow("This link was ended");
    }));

  it("names the field that is wrong with what it shall allow", () =>
    rolledBack(base.app, async (db) => {
      const { linkId } = await issue(db);
      const wrong = {
        "recipients.1": { recipients: ["@fund.example", "fund.example"] },
        viewsMax: { viewsMax: 0 },
        label: { label: "" },
        password: { password: "short" },
        policy: { policy: "never" as "latest" },
      };
      for (const [field, more] of Object.entries(wrong)) {
        const asked = changeLink(as(db, writer), { linkId, version: 1, ...terms, ...more });
        await expect(asked, field).rejects.toMatchObject({ reason: "invalid", field });
        await expect(issue(db, more), field).rejects.toMatchObject({ reason: "invalid", field });
      }
    }));

  it("whose end has come may keep it, and gets another that lies ahead", () =>
    rolledBack(base.app, async (db) => {
      const now = new Date("2030-01-01T12:00:00Z");
      const expiresAt = new Date("2030-01-02T23:59:59.999Z");
      const { linkId } = await issueLink(as(db, writer, now), { revisionId, ...terms, expiresAt });
      const later = as(db, writer, new Date("2030-02-01T12:00:00Z"));
      await changeLink(later, { linkId, version: 1, label: "Late", expiresAt });
      expect(await findLink(later, linkId)).toMatchObject({ label: "Late", end: "expired" });
      await changeLink(later, { linkId, version: 2, label: "Late", expiresAt: null });
      expect(await findLink(later, linkId)).toMatchObject({ end: null, expiresAt: null });
    }));

  it("forgets who passed its door when its password or addresses change, and only then", async () => {
    const same = { ...terms, recipients: ["ines@fund.example"] };
    await withPass(async (db, linkId, version) => {
      await changeLink(as(db, writer), { linkId, version, ...same, label: "Renamed" });
      expect(await passesOf(db, linkId)).toBe(1);
    });
    for (const more of [{ password: `${password} 2` }, { password: null }, { recipients: ["@fund.example"] }]) {
      await withPass(async (db, linkId, version) => {
        await changeLink(as(db, writer), { linkId, version, ...same, ...more });
        expect(await passesOf(db, linkId), JSON.stringify(more)).toBe(0);
      });
    }
    await withPass(async (db, linkId) => {
      await replaceToken(as(db, writer), linkId, 1);
      expect(await passesOf(db, linkId)).toBe(0);
    });
    await withPass(async (db, linkId) => {
      await revokeLinks(as(db, writer), [linkId]);
      expect(await passesOf(db, linkId)).toBe(0);
    });
  });

  it("gets another token and keeps all else; neither token stands in the trail", () =>
    rolledBack(base.app, async (db) => {
      const { linkId, token: old } = await issue(db, { viewsMax: 7, password });
      await expect(replaceToken(as(db, team.viewer), linkId, 1)).rejects.toMatchObject({ reason: "forbidden" });
      const { token } = await replaceToken(as(db, team.other), linkId, 1);
      await expect(replaceToken(as(db, team.other), linkId, 1)).rejects.toThrow("has its new address");
      expect(token).not.toBe(old);
      const [row] = await db.execute(sql`select token_sha256 from share_links where id = ${linkId}`);
      expect(row).toEqual({ token_sha256: sha256(token) });
      expect(await read(db, linkId)).toMatchObject({ label: "A client", viewsMax: 7, hasPassword: true, version: 2 });
      expect((await listEvents(db)).at(-1)).toMatchObject({ action: "link.token_replaced", subject: linkId });
      const trail = JSON.stringify(await listEvents(db));
      for (const secret of [old, token, sha256(old), sha256(token)]) expect(trail).not.toContain(secret);
    }));

  it("is ended with many others at once, or none is", () =>
    rolledBack(base.app, async (db) => {
      const ids = [];
      for (let at = 0; at < 3; at += 1) ids.push((await issue(db)).linkId);
      const [first = "", ...others] = ids;
      await expect(revokeLinks(as(db, writer), [...ids, writer.id])).rejects.toMatchObject({ reason: "not_found" });
      await expect(revokeLinks(as(db, writer), [])).rejects.toThrow("Choose at least one link.");
      expect((await read(db, first)).end).toBeNull();
      expect(await revokeLinks(as(db, writer), [first])).toEqual({ revoked: 1 });
      expect(await revokeLinks(as(db, team.other), [...ids, ...ids])).toEqual({ revoked: others.length });
      // Rows that one statement has written name one command of the transaction.
      const [written] = await db.execute<{ n: number; commands: number }>(sql`
        select count(*)::int as n, count(distinct cmin::text)::int as commands from audit_events
        where action = 'link.revoked' and subject_id in ${others}`);
      expect(written).toEqual({ n: others.length, commands: 1 });
      expect(await db.execute(sql`select audit_verify() as broken`)).toEqual([{ broken: null }]);
      expect((await read(db, first)).revokedBy).toBe(writer.name);
      const events = (await listEvents(db)).filter(({ action }) => action === "link.revoked");
      expect(events.map(({ subject }) => subject).toSorted()).toEqual(ids.toSorted());
    }));

  it("leads where it was made for and stays ended, whatever is tried in SQL", async () => {
    const { linkId } = await issue(base.app);
    await revokeLinks(as(base.app, writer), [linkId]);
    for (const change of ["label = 'x'", "revoked_at = null", "issued_by = revoked_by, issued_at = now()"]) {
      const tried = base.app.transaction(async (tx) => {
        await tx.execute(sql`select set_config('app.actor', ${`user:${writer.id}`}, true)`);
        await tx.execute(sql.raw(`update share_links set ${change} where id = '${linkId}'`));
      });
      await expect(tried, change).rejects.toMatchObject({ cause: { code: "42501" } });
    }
  });
});
