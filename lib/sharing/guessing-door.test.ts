import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Connection, connect } from "@/db/connect";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { newToken, sha256 } from "@/lib/auth/token";
import type { Database } from "@/lib/context";
import { testCount } from "@/lib/env";
import { addTeam, as, publishText } from "@/lib/world";
import { issueLink } from "./commands";
import { openDoor } from "./door";
import { VisitLog } from "./visits";

const text = "Format: quarterdeck 1\nFOG Q1 2025: Orders recover\n";

describe("guessing at the reader's door", () => {
  let base: TestDatabase;
  let other: Connection;
  let token: string;

  beforeAll(async () => {
    base = await freshDatabase();
    other = connect(base.urls.share, { max: 4, name: "another process" });
    const { writer, reviewer } = await addTeam(base.app);
    const { revisionId } = await publishText(base.app, { text, writer, reviewer, summary: "First" });
    token = (await issueLink(as(base.app, writer), { revisionId, label: "A client", expiresAt: null })).token;
  });
  afterAll(async () => {
    await other.close();
    await base.close();
  });

  const open = (path: string, address: string, share: Database = base.share) =>
    openDoor(
      { method: "GET", path, headers: { get: () => null }, address, body: "" },
      { share, visits: new VisitLog(() => share) },
    );
  const guess = (address: string, share?: Database) => open(`/s/${newToken()}`, address, share);

  it("R37: is over after 20 tries in a minute, on every process, for whoever tries alone", async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 20; n += 1) {
      statuses.push((await guess("203.0.113.7", n % 2 ? base.share : other.db)).status);
    }
    expect(statuses).toEqual(Array(20).fill(404));
    for (const share of [base.share, other.db]) {
      const { status, headers, body } = await guess("203.0.113.7", share);
      expect(status).toBe(429);
      expect(Number(headers["Retry-After"])).toBeGreaterThan(50);
      expect(Number(headers["Retry-After"])).toBeLessThanOrEqual(60);
      expect(String(body && Buffer.from(body))).toContain("Wait a minute");
    }
    expect((await guess("203.0.113.8")).status).toBe(404);
    // Who has a link reads it, whatever is tried from the same office.
    expect((await open(`/s/${token}`, "203.0.113.7")).status).toBe(200);
  });

  it("is counted by the network that one line has, so that a change of address gains nothing", async () => {
    for (let n = 0; n < 20; n += 1) await guess(`2001:db8:7:7::${n}`);
    expect((await guess("2001:db8:7:7:1:2:3:4")).status).toBe(429);
    expect((await guess("2001:db8:7:8::1")).status).toBe(404);
  });

  it("is not what a mistyped address is: that is never counted", async () => {
    for (let n = 0; n < 30; n += 1) expect((await open("/s/mistyped", "203.0.113.9")).status).toBe(404);
    expect((await guess("203.0.113.9")).status).toBe(404);
  });

  it("R37: hits nothing, and each try is one look into an index of hashes", async () => {
    const count = testCount(300, 10_000);
    const statuses = new Map<number, number>();
    for (let n = 0; n < count; n += 1) {
      const { status } = await guess(`198.51.${n >> 8}.${n & 255}`);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect(statuses).toEqual(new Map([[404, count]]));
    await base.owner.transaction(async (tx) => {
      await tx.execute(sql`select set_config('app.actor', 'system:test', true)`);
      await tx.execute(sql`
        insert into share_links (revision_id, label, token_sha256, issued_by)
        select revision_id, label, encode(sha256(n::text::bytea), 'hex'), issued_by
        from share_links, generate_series(1, 10000) as n`);
      await tx.execute(sql`analyze share_links`);
      const plan = await tx.execute(sql`explain select * from share_links where token_sha256 = ${sha256(newToken())}`);
      expect(JSON.stringify(plan)).toContain("Index Scan using share_links_token");
    });
  });
});
