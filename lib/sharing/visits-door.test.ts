import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connect } from "@/db/connect";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { proxied } from "@/db/test-proxy";
import { addTeam, as } from "@/lib/world";
import { issueLink } from "./commands";
import { publishedNote } from "./fixtures/published";
import { type Visit, VisitLog } from "./visits";

let base: TestDatabase;
let visit: () => Visit;

beforeAll(async () => {
  base = await freshDatabase();
  const team = await addTeam(base.app);
  const { revisionId } = await publishedNote(base.app, team);
  const { linkId } = await issueLink(as(base.app, team.writer), { label: "A client", expiresAt: null, revisionId });
  const at = () => new Date().toISOString();
  visit = () => ({
    linkId,
    revisionId,
    at: at(),
    what: "page",
    network: randomUUID(),
    browser: "Firefox",
    address: null,
  });
});
afterAll(() => base.close());

const kept = async (network: string) => {
  const rows = await base.owner.execute(sql`select id from share_views where network = ${network}`);
  return rows.length;
};

describe("the log of views", () => {
  it("keeps a view once when the connection is lost after it was kept and before that was heard", async () => {
    let isLosing = false;
    const way = await proxied(base.urls.share, async (forward) => {
      await forward();
      if (isLosing) way.close();
    });
    const losing = connect(way.url, { max: 1, name: "losing" });
    let share = losing.db;
    const log = new VisitLog(() => share);
    const [first, second] = [visit(), visit()];
    log.add(first);
    await log.flush();
    isLosing = true;
    log.add(second);
    await log.flush();
    share = base.share;
    await log.close();
    expect([await kept(first.network), await kept(second.network)]).toEqual([1, 1]);
    await losing.close();
  });

  it("loses none when it is closed, what is being written at that moment and what comes meanwhile included", async () => {
    const log = new VisitLog(() => base.share);
    const visits = Array.from({ length: 1_200 }, visit);
    for (const one of visits.slice(0, 900)) log.add(one);
    const writing = log.flush();
    for (const one of visits.slice(900)) log.add(one);
    await log.close();
    await writing;
    const networks = visits.map(({ network }) => network);
    const [row] = await base.owner.execute<{ n: number }>(
      sql`select count(*)::int as n from share_views where network in ${networks}`,
    );
    expect(row?.n).toBe(1_200);
  });
});
