import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import type { Database } from "@/lib/context";
import { addTeam, as } from "@/lib/world";
import { changeLink, issueLink, replaceToken } from "./commands";
import { admit, codeSha256, takeView, tryCode } from "./door-commands";
import { findPasswordHash, secretOf } from "./door-queries";
import { publishedNote } from "./fixtures/published";
import { findLink } from "./link-queries";

let base: TestDatabase;
let team: Awaited<ReturnType<typeof addTeam>>;
let revisionId: string;

beforeAll(async () => {
  base = await freshDatabase();
  team = await addTeam(base.app);
  revisionId = (await publishedNote(base.app, team)).revisionId;
});
afterAll(() => base.close());

const made = (more: object) =>
  issueLink(as(base.app, team.writer), { revisionId, label: "A client", expiresAt: null, ...more });
const passes = async (linkId: string) =>
  (await base.owner.execute(sql`select from share_passes where link_id = ${linkId}`)).length;

/** While the link is locked a reader begins to enter, and waits; then it is changed, and let go. What the reader got. */
async function whileChanged<T>(linkId: string, entering: () => Promise<T>, change: (db: Database) => Promise<unknown>) {
  const entered = await base.app.transaction(async (tx) => {
    await tx.execute(sql`select from share_links where id = ${linkId} for update`);
    const begun = Promise.allSettled([entering()]);
    await vi.waitFor(async () => {
      const waiting = await base.sql.superuser`select from pg_stat_activity
        where datname = current_database() and application_name = 'test share' and wait_event_type = 'Lock'`;
      expect(waiting).toHaveLength(1);
    });
    await change(tx);
    return { begun };
  });
  const [got] = await entered.begun;
  return got;
}

async function withCode(more: object = {}) {
  const link = await made({ recipients: ["ines@fund.example"], ...more });
  const codeId = randomUUID();
  await base.owner.execute(sql`insert into share_codes (id, link_id, address, code_sha256, expires_at)
    values (${codeId}, ${link.linkId}, 'ines@fund.example', ${codeSha256(codeId, "123456")}, now() + interval '5 minutes')`);
  return { ...link, enter: () => tryCode(base.share, secretOf(link.token), { codeId, code: "123456" }) };
}

const none = { status: "fulfilled", value: null };

describe("whoever enters while a link is changed", () => {
  it("by its password gets no pass where it has another address by then", async () => {
    const { linkId, token } = await made({ password: "Lantern by the bay" });
    const hash = (await findPasswordHash(base.share, secretOf(token))) ?? "";
    const enter = () => admit(base.share, secretOf(token), hash);
    const got = await whileChanged(linkId, enter, (db) => replaceToken(as(db, team.writer), linkId, 1));
    expect([got, await passes(linkId)]).toEqual([none, 0]);
  });

  it("by a code gets no pass where it has another address by then, and neither is in the other's way", async () => {
    const { linkId, enter } = await withCode();
    const got = await whileChanged(linkId, enter, (db) => replaceToken(as(db, team.writer), linkId, 1));
    expect([got, await passes(linkId)]).toEqual([none, 0]);
  });

  it("by a code gets no pass where it has a password by then, or is for others", async () => {
    const terms = { label: "A client", expiresAt: null, version: 1 };
    for (const change of [{ recipients: ["ines@fund.example"], password: "Lantern by the bay" }, { recipients: [] }]) {
      const { linkId, enter } = await withCode();
      const changed = (db: Database) => changeLink(as(db, team.writer), { linkId, ...terms, ...change });
      const got = await whileChanged(linkId, enter, changed);
      expect([got, await passes(linkId)]).toEqual([none, 0]);
    }
  });

  it("takes no view where it has another address by then", async () => {
    const { linkId, token } = await made({ viewsMax: 2 });
    const enter = () => takeView(base.share, secretOf(token));
    const got = await whileChanged(linkId, enter, (db) => replaceToken(as(db, team.writer), linkId, 1));
    const link = await findLink(as(base.app, team.writer), linkId);
    expect([got, link?.viewsUsed]).toEqual([{ status: "fulfilled", value: false }, 0]);
  });

  it("gets a pass where nothing was changed in the end", async () => {
    const { linkId, enter } = await withCode();
    const got = await whileChanged(linkId, enter, async () => {});
    expect([got, await passes(linkId)]).toEqual([{ status: "fulfilled", value: expect.any(String) }, 1]);
  });
});
