import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { recallRevision } from "@/lib/publishing/recall-commands";
import { addTeam, as, publishText } from "@/lib/world";
import { issueLink } from "./commands";
import { findLink } from "./link-queries";
import { findSeen, type LinkVisit, listVisits } from "./view-queries";

const text = "Format: quarterdeck 1\nFOG Q1 2025: Orders recover\n";
const hour = 3_600_000;

describe("the log of what readers of a link were given", () => {
  let base: TestDatabase;
  let team: Awaited<ReturnType<typeof addTeam>>;
  let revisionId: string;
  let linkId: string;
  let other: string;
  const now = Date.now();

  /** As the door keeps it, which alone may. */
  const log = (ofLink: string, ages: number[]) => {
    const views = ages.map((age, at) => ({
      linkId: ofLink,
      revisionId,
      at: new Date(now - age).toISOString(),
      what: at % 2 ? "pdf" : "page",
      network: "203.0.113.0/24",
      browser: "Safari on iOS",
      address: at % 2 ? "ines@fund.example" : null,
    }));
    return base.share.execute(sql`select share_log(${JSON.stringify(views)}::text::json)`);
  };
  const reading = () => as(base.app, team.writer);

  beforeAll(async () => {
    base = await freshDatabase();
    team = await addTeam(base.app);
    revisionId = (await publishText(base.app, { ...team, text, summary: "First" })).revisionId;
    const issue = (label: string) => issueLink(reading(), { revisionId, label, expiresAt: null });
    [linkId, other] = [(await issue("A client")).linkId, (await issue("Another")).linkId];
  });
  afterAll(() => base.close());

  it("is told newest first, a page and one more at a time, for as long as the workspace keeps it", async () => {
    await log(linkId, [91 * 24 * hour, 3 * hour, 2 * hour, hour]);
    const visits = await listVisits(reading(), linkId);
    expect(visits.map(({ at }) => at.getTime())).toEqual([now - hour, now - 2 * hour, now - 3 * hour]);
    const [first, second] = visits as [LinkVisit, LinkVisit];
    expect(first).toMatchObject({ what: "pdf", number: 1, network: "203.0.113.0/24", address: "ines@fund.example" });
    expect(second).toMatchObject({ what: "page", browser: "Safari on iOS", address: null });
    expect(await listVisits(reading(), linkId, { limit: 1 })).toEqual([first, second]);
    expect(await listVisits(reading(), linkId, { before: first.id, limit: 1 })).toEqual(visits.slice(1));
    expect(await listVisits(reading(), other)).toEqual([]);
    expect(await findLink(reading(), other)).toMatchObject({ seen: 0, seenAt: null });
    expect(await findLink(reading(), linkId)).toMatchObject({ seen: 3, seenAt: new Date(now - hour) });
    await log(other, [91 * 24 * hour]);
    expect(await findLink(reading(), other)).toMatchObject({ seen: 0, seenAt: null });
    await expect(listVisits(as(base.app, team.viewer), linkId)).rejects.toMatchObject({ reason: "forbidden" });
  });

  it("leads to the stored bytes of what they were given, also once that was recalled, and to nothing else", async () => {
    await log(linkId, [hour]);
    const [stored] = await base.owner.execute<{ article: string }>(sql`select article from publications`);
    const seen = { article: stored?.article, number: 1, ticker: "FOG", period: "2025-Q1" };
    expect(await findSeen(reading(), linkId, 1)).toMatchObject(seen);
    expect(await findSeen(reading(), other, 1)).toBeNull();
    expect(await findSeen(reading(), linkId, 2)).toBeNull();
    await recallRevision(as(base.app, team.reviewer), { revisionId, reason: "A figure was wrong." });
    expect(await findSeen(reading(), linkId, 1)).toMatchObject(seen);
    await expect(findSeen(as(base.app, team.viewer), linkId, 1)).rejects.toMatchObject({ reason: "forbidden" });
  });
});
