import { afterAll, beforeAll, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { loadDemo } from "@/lib/demo";
import { canonicalText } from "@/lib/notes/content";
import { findBrokenEvent, listEvents } from "./queries";
import { rebuildContents } from "./rebuild";

let base: TestDatabase;
beforeAll(async () => {
  base = await freshDatabase();
  await loadDemo({ db: base.app, say: () => {} });
}, 60_000);
afterAll(() => base.close());

it("The demo's notes are rebuilt from the audit events alone, to the byte", async () => {
  const rebuilt = rebuildContents(await listEvents(base.app));
  const revisions = await base.sql.app`select id, state, content from revisions`;
  expect(revisions.filter(({ state }) => state === "published")).toHaveLength(11);
  expect(rebuilt.size).toBe(revisions.length);
  for (const { id, content } of revisions) {
    const again = rebuilt.get(id);
    if (!again) throw new Error(`No event tells of revision ${id}.`);
    expect(canonicalText(again)).toBe(content);
  }
});

it("The chain of events holds, and an event that is altered, cut out or cut off its place is found", async () => {
  expect(await findBrokenEvent(base.app)).toBeNull();
  const sql = base.sql.superuser;
  await sql`alter table audit_events disable trigger all`;
  await sql`update audit_events set after = '{"state":"published"}' where seq = 5`;
  expect(await findBrokenEvent(base.app)).toBe(5);
  await sql`delete from audit_events where seq = 3`;
  expect(await findBrokenEvent(base.app)).toBe(4);
});
