import { once } from "node:events";
import { connect } from "node:net";
import { itemsOf } from "@/lib/notes/content";
import { openDraft, openField } from "../draft";
import { expect, test } from "../fixtures";
import { OwnServer } from "../own-server";

test("A server that is killed in the middle of a save and started again has lost nothing that was typed", async ({
  context,
  page,
  workspace,
  sessionOf,
  newDraft,
  contentOf,
}) => {
  const server = await OwnServer.start(workspace.databaseUrl);
  const { revisionId, path } = await newDraft("KC", "2025-Q1");
  await context.addCookies([{ ...(await sessionOf("ana@quarterdeck.example")), url: server.url }]);
  try {
    await openDraft(page, server.url + path);
    const box = await openField(page, "R1, text");
    await box.fill("Begun before the restart,");
    const saving = page.waitForRequest((request) => request.method() === "POST" && request.url().includes("/edit/"));
    await saving;
    await server.kill();
    await box.press("End");
    await box.pressSequentially(" written through it");
    await expect(page.getByText(/cannot be reached\. Kept in this browser/).first()).toBeVisible();
    await server.start();
    await box.pressSequentially(", and ended after it.");
    const whole = "Begun before the restart, written through it, and ended after it.";
    const bodies = async () => itemsOf(await contentOf(revisionId), "takeaway").map(({ fields }) => fields.body);
    await expect.poll(bodies, { timeout: 30_000 }).toContain(whole);
    await expect(page.getByText(/Draft saved/).first()).toBeVisible();
  } finally {
    await server.kill();
  }
});

test("Who asks for another protocol is answered as if they had not, and keeps no server from ending", async ({
  workspace,
}) => {
  const server = await OwnServer.start(workspace.databaseUrl);
  try {
    const host = `Host: 127.0.0.1:${server.port}`;
    for (const path of ["/sign-in", "/api/healthz", "/sign-in"]) {
      for (const wish of ["Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA", "Upgrade: websocket"]) {
        const waiting = connect(server.port, "127.0.0.1");
        waiting.write(`GET ${path} HTTP/1.1\r\n${host}\r\nConnection: Upgrade\r\n${wish}\r\n\r\n`);
        const [said] = (await Promise.race([once(waiting, "data"), once(waiting, "close")])) as [Buffer | boolean];
        expect([path, wish, String(said).slice(0, 15)]).toEqual([path, wish, "HTTP/1.1 200 OK"]);
      }
    }
    await server.stop(); // with all of them still there
  } finally {
    await server.kill();
  }
});

test("A server whose words are read by nobody any more goes on serving, and ends when it is told to", async ({
  workspace,
}) => {
  const server = await OwnServer.start(workspace.databaseUrl);
  try {
    server.deafen();
    for (let n = 0; n < 20; n += 1) {
      expect(
        (await fetch(`${server.url}/sign-in`, { method: "POST", headers: { origin: server.url } })).status,
      ).toBeGreaterThan(199);
    }
    expect((await fetch(`${server.url}/api/healthz`)).status).toBe(200);
    await server.stop();
  } finally {
    await server.kill();
  }
});
