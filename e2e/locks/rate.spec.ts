import { readFileSync } from "node:fs";
import { expect, test } from "../fixtures";
import { OwnServer } from "../own-server";
import { ask } from "../raw";

const writesMax = 1_200;

test("From one line so many writes are taken in a minute, on all processes together; the next is told when to come back, and another line is not", async ({
  sessionOf,
  workspace,
}) => {
  type Manifest = { node: Record<string, { exportedName: string }> };
  const { node }: Manifest = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8"));
  const [id = ""] = Object.entries(node).find(([, { exportedName }]) => exportedName === "saveAction") ?? [];
  const [first, second] = [
    await OwnServer.start(workspace.databaseUrl, { TRUSTED_PROXIES: "127.0.0.1" }),
    await OwnServer.start(workspace.databaseUrl, { TRUSTED_PROXIES: "127.0.0.1" }),
  ];
  const cookie = `session=${(await sessionOf("ana@quarterdeck.example")).value}`;
  const write = ({ url }: OwnServer, line: string) =>
    ask(url, {
      path: "/companies/KC/2025-Q1/edit/nothing",
      method: "POST",
      headers: { origin: url, cookie, "next-action": id, "content-type": "text/plain", "x-forwarded-for": line },
      body: "[{}]",
    });
  const statuses: number[] = [];
  const writer = async (server: OwnServer, count: number) => {
    for (let n = 0; n < count; n++) statuses.push((await write(server, "198.51.100.7")).status);
  };
  const share = (writesMax + 80) / 8;
  await Promise.all(Array.from({ length: 8 }, (_, n) => writer(n % 2 ? first : second, share)));
  const refused = statuses.filter((status) => status === 503).length;
  // A minute may have ended in between, and begun anew.
  expect([200, 503]).toEqual(expect.arrayContaining([...new Set(statuses)]));
  expect(refused).toBeLessThanOrEqual(80);
  for (const server of [first, second]) {
    const answer = await write(server, "198.51.100.7");
    if (refused > 0) expect([answer.status, answer.headers["retry-after"]]).toEqual([503, "2"]);
    expect((await write(server, "198.51.100.8")).status).toBe(200);
  }
  await Promise.all([first.stop(), second.stop()]);
});
