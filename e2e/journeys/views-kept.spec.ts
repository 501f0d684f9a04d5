import { sql } from "drizzle-orm";
import { testCount } from "@/lib/env";
import { issueLink } from "@/lib/sharing/commands";
import { expect, test } from "../fixtures";
import { OwnServer } from "../own-server";
import { publishedNote } from "../published";
import { ask } from "../raw";
import { userAgent } from "../reader";

const readers = 16;

test("A server that is told to end while many read lets go of them, and every view that they had is in the log, once", async ({
  workspace,
  connection,
  contextOf,
}) => {
  const [ana, rowan] = [await contextOf("ana@quarterdeck.example"), await contextOf("rowan@quarterdeck.example")];
  const { revisionId } = await publishedNote(connection, { writer: ana.actor, reviewer: rowan.actor });
  const { token, linkId } = await issueLink(ana, { revisionId, label: "A client", expiresAt: null });
  const server = await OwnServer.start(workspace.databaseUrl, { DATABASE_SHARE_URL: workspace.shareUrl });
  let had = 0;
  const read = async () => {
    for (;;) {
      const answer = await ask(server.url, { path: `/s/${token}`, headers: { "user-agent": userAgent } }).catch(
        () => null,
      );
      if (!answer) return; // it takes no more requests
      expect(answer.status).toBe(200);
      had += 1;
    }
  };
  const kept = async () => {
    const [row] = await connection.db.execute<{ n: number }>(
      sql`select count(*)::int as n from share_views where link_id = ${linkId}`,
    );
    return row?.n;
  };
  try {
    for (let round = 0; round < testCount(2, 10); round += 1) {
      if (round > 0) await server.start();
      const before = had;
      const reading = Array.from({ length: readers }, read);
      await expect.poll(() => had - before, { intervals: [20] }).toBeGreaterThan(200);
      const told = had;
      await server.stop();
      await Promise.all(reading);
      expect(await kept()).toBe(had);
      expect(had - told).toBeLessThan(1_000); // who reads on and on is not waited for
    }
  } finally {
    await server.kill();
  }
});
