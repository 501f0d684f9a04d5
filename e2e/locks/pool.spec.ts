import { sql } from "drizzle-orm";
import { connect } from "@/db/connect";
import { env } from "@/lib/env";
import { expect, test } from "../fixtures";
import { OwnServer } from "../own-server";
import { ask } from "../raw";

const measured = env().QUARTERDECK_TEST_COUNT === "full";

test("R59: A hundred who wait for what is held are told to come back, while the process says that it lives; then all is served", async ({
  sessionOf,
  workspace,
}) => {
  const server = await OwnServer.start(workspace.databaseUrl);
  const holder = connect(workspace.databaseUrl, { max: 1, name: "holder" });
  const cookie = `session=${(await sessionOf("vida@quarterdeck.example")).value}`;
  const page = () => ask(server.url, { path: "/companies", headers: { cookie } });
  expect((await page()).status).toBe(200);
  const health: number[] = [];
  let isOver = false;
  const all = await holder.db.transaction(async (tx) => {
    await tx.execute(sql`lock table sessions in access exclusive mode`);
    const asked = Promise.all(Array.from({ length: 100 }, page));
    const watching = (async () => {
      while (!isOver) {
        const begun = performance.now();
        expect((await ask(server.url, { path: "/api/healthz" })).status).toBe(200);
        health.push(performance.now() - begun);
      }
    })();
    const answers = await asked;
    isOver = true;
    await watching;
    return answers;
  });
  for (const { status, headers, text } of all) {
    expect([status, headers["retry-after"], headers["x-content-type-options"]]).toEqual([503, "2", "nosniff"]);
    expect(text).not.toMatch(/Kingsoft|lock timeout|53300|55P03/);
  }
  expect(health.length).toBeGreaterThan(3);
  if (measured) expect(Math.max(...health)).toBeLessThan(1_000);
  await holder.close();
  expect((await page()).status).toBe(200);
  await server.stop();
});
