import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { closeDatabase, database } from "@/db/client";
import { Patience, withPatience } from "@/db/patience";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { liveHub } from "./live-hub";

let base: TestDatabase;
beforeAll(async () => {
  base = await freshDatabase();
  vi.stubEnv("DATABASE_URL", base.urls.app);
});
afterAll(async () => {
  liveHub().close();
  await closeDatabase();
  vi.unstubAllEnvs();
  await base.close();
});

it("R59: A stream does not end because the request that began it has waited long enough for the database", async () => {
  const spent = new Patience();
  await expect(spent.wait(new Promise(() => {}), () => {})).rejects.toThrow("free in time");
  const blocking = Array.from({ length: 10 }, () => database().execute(sql`select pg_sleep(0.5)`));
  await Promise.all([
    ...blocking,
    withPatience(spent, async () => {
      const watched = new Map([[crypto.randomUUID(), 0]]);
      const body = liveHub().open("0".repeat(64), watched, new AbortController().signal);
      // Nobody's session: that is what ends it, once it was looked up.
      expect(await new Response(body).text()).toContain("signed_out");
    }),
  ]);
});
