import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { addTeam, as, builder } from "@/lib/world";
import { issueLink } from "./commands";
import { publishedNote } from "./fixtures/published";
import { forgetReaders } from "./forget-commands";

describe("what was known of readers", () => {
  let base: TestDatabase;
  let linkId: string;
  let revisionId: string;

  beforeAll(async () => {
    base = await freshDatabase();
    const team = await addTeam(base.app);
    revisionId = (await publishedNote(base.app, team)).revisionId;
    const link = { label: "A client", expiresAt: null, revisionId };
    linkId = (await issueLink(as(base.app, team.writer), link)).linkId;
  });
  afterAll(() => base.close());

  it("is forgotten by a few thousand at a time until none is left, and what is still kept stays", async () => {
    await base.owner.execute(sql`
      insert into share_views (link_id, revision_id, at, what, network, browser)
      select ${linkId}, ${revisionId}, now() - n % 2 * interval '91 days', 'page', '203.0.113.0/24', 'Firefox'
      from generate_series(1, 24000) as n`);
    await base.owner.execute(sql`
      create function few_at_once() returns trigger language plpgsql as $$ begin
        if (select count(*) from gone) > 5000 then raise exception 'too many at once'; end if;
        return null;
      end $$`);
    await base.owner.execute(sql`
      create trigger few_at_once after delete on share_views referencing old table as gone
      for each statement execute function few_at_once()`);
    await forgetReaders(as(base.app, builder));
    const [left] = await base.owner.execute(sql`
      select count(*)::int as kept, (count(*) filter (where at < now() - interval '1 day'))::int as old from share_views`);
    expect(left).toEqual({ kept: 12_000, old: 0 });
  });

  it("is found by its end, however much there is", async () => {
    const plan = await base.owner.transaction(async (tx) => {
      await tx.execute(sql`set local enable_seqscan = off`);
      return tx.execute(sql`explain select from share_passes where expires_at < now()`);
    });
    expect(JSON.stringify(plan)).toContain("share_passes_expiry");
  });
});
