import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { env, testCount } from "@/lib/env";
import { expect, test } from "../fixtures";
import { OwnServer } from "../own-server";
import { ask } from "../raw";

const measured = env().QUARTERDECK_TEST_COUNT === "full";

/** Megabytes that a process holds. */
function heldBy(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1_000;
}

/** Sends a head, and then one byte of a body each second, until it is answered. */
async function slowly(url: string, head: string[]): Promise<{ answer: string; seconds: number }> {
  const begun = Date.now();
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.on("error", () => {});
  let answer = "";
  socket.on("data", (said) => (answer += said));
  socket.write([...head, "", ""].join("\r\n"));
  while (!socket.destroyed && !answer.includes("\r\n\r\n") && Date.now() - begun < 60_000) {
    if (socket.writable) socket.write("x");
    await sleep(1_000);
  }
  socket.destroy();
  return { answer, seconds: (Date.now() - begun) / 1_000 };
}

test("R74: A body that is too long, too slow, or made to be hard to read is refused, and costs the server nothing", async ({
  sessionOf,
  workspace,
}) => {
  test.setTimeout(240_000);
  const server = await OwnServer.start(workspace.databaseUrl);
  const { url } = server;
  const cookie = `session=${(await sessionOf("ana@quarterdeck.example")).value}`;
  const post = (path: string, body: string | Buffer, headers: Record<string, string> = {}) =>
    ask(url, { path, method: "POST", body, headers: { origin: url, cookie, ...headers } });
  const slowHead = [
    "Host: x",
    `Origin: ${url}`,
    "Content-Type: multipart/form-data; boundary=b",
    "Content-Length: 1000",
  ];
  const slow = slowly(url, ["POST /sign-in HTTP/1.1", ...slowHead]);
  const slowToo = slowly(url, ["POST /import HTTP/1.1", ...slowHead]);
  await post("/sign-in", "x");
  const before = heldBy(server.pid);

  for (const [path, length] of [
    ["/sign-in", 1_000_001],
    ["/companies", 50_000_000],
    ["/import", 3_000_001],
    ["/api/live", 1_001],
  ] as const) {
    expect([path, (await post(path, Buffer.alloc(length))).status]).toEqual([path, 413]);
  }
  const chunked = await ask(url, {
    path: "/sign-in",
    method: "POST",
    headers: { origin: url, "transfer-encoding": "chunked" },
  });
  expect(chunked.status).toBe(411);

  const text = "Q1 2025 Earnings Review\n\n- A line of a note.\n".repeat(30_000).slice(0, 1_300_000);
  const form = new FormData();
  form.set("text", text);
  const packed = new Response(form);
  const type = packed.headers.get("content-type") ?? "";
  expect(
    (await post("/import", Buffer.from(await packed.arrayBuffer()), { "content-type": type })).status,
  ).toBeLessThan(500);

  const urlencoded = { "content-type": "application/x-www-form-urlencoded" };
  const action = { "next-action": "7f".padEnd(42, "0"), "content-type": "text/plain;charset=UTF-8" };
  const many = Array.from(
    { length: 9_000 },
    (_, n) => `--b\r\nContent-Disposition: form-data; name="${n}"\r\n\r\n1\r\n`,
  );
  const hard: [string, string, Record<string, string>][] = [
    ["/sign-in", "a=1&".repeat(100_000), urlencoded],
    ["/sign-in", `${many.join("")}--b--\r\n`, { "content-type": "multipart/form-data; boundary=b" }],
    ["/sign-in", "[".repeat(10_000) + "]".repeat(10_000), action],
    ["/sign-in", `${'{"a":'.repeat(10_000)}1${"}".repeat(10_000)}`, action],
    ["/api/live", "[".repeat(500) + "]".repeat(500), { "content-type": "application/json" }],
  ];
  for (const [path, body, headers] of hard) {
    const begun = performance.now();
    const { status } = await post(path, body, headers);
    expect([path, body.slice(0, 20), status < 500]).toEqual([path, body.slice(0, 20), true]);
    if (measured) expect(performance.now() - begun).toBeLessThan(2_000);
  }
  const flood = testCount(20, 300);
  for (let n = 0; n < flood; n++) await post("/sign-in", Buffer.alloc(1_000_001 + n));
  if (measured) expect(heldBy(server.pid) - before).toBeLessThan(150);

  for (const { answer, seconds } of await Promise.all([slow, slowToo])) {
    const [status, ...head] = answer.split("\r\n");
    expect(status).toMatch(/^HTTP\/1\.1 408 /);
    expect(head).toContain("X-Content-Type-Options: nosniff");
    if (measured) expect(seconds).toBeLessThan(30);
  }
  expect((await ask(url, { path: "/api/healthz" })).status).toBe(200);
  await server.stop();
});
