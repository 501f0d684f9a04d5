import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { users } from "@/db/schema/auth";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { logLine } from "./log-lines";

let base: TestDatabase;
beforeAll(async () => {
  base = await freshDatabase();
});
afterAll(() => base.close());

it("A statement that failed is logged without the values that it had, whatever the database says of them", async () => {
  const secret = `kept-${randomUUID()}`;
  const row = { email: `${secret}@fog.example`, name: secret, passwordHash: secret };
  const failures = await Promise.allSettled([
    base.app.insert(users).values(row),
    base.app.execute(sql`select ${secret}::uuid`),
    base.app.execute(sql`select id from users where id = ${"1"}::uuid and name = ${secret}`),
  ]);
  for (const failure of failures) {
    const error = failure.status === "rejected" ? failure.reason : null;
    const line = logLine("error", ["⨯", error]);
    expect(String(error)).toContain(secret);
    expect(line).toContain("Failed query");
    expect(line).toMatch(/caused by (Postgres)?Error: \w{5}/i);
    expect(line).not.toContain(secret);
  }
});
