import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { tasks } from "@/lib/jobs/task";
import { startWorker, type Worker } from "@/lib/jobs/worker";
import { type MailServer, startMailServer } from "@/lib/mail/fixtures/mail-server";
import { addTeam, as, builder, publishText } from "@/lib/world";
import { sendShareCode } from "./code-commands";
import { changeLink, issueLink } from "./commands";
import type { Door } from "./door-call";
import { readerAt } from "./fixtures/reader";
import { forgetReaders } from "./forget-commands";
import { listVisits } from "./view-queries";
import { VisitLog } from "./visits";

let base: TestDatabase;
let team: Awaited<ReturnType<typeof addTeam>>;
let door: Door;
let mail: MailServer;
let worker: Worker;
let revisionId: string;

beforeAll(async () => {
  base = await freshDatabase();
  team = await addTeam(base.app);
  const { writer, reviewer } = team;
  const text = "Format: quarterdeck 1\nFOG Q1 2025: Orders recover\n";
  revisionId = (await publishText(base.app, { text, writer, reviewer, summary: "First" })).revisionId;
  door = { share: base.share, visits: new VisitLog(() => base.share) };
  mail = await startMailServer();
  vi.stubEnv("SMTP_URL", mail.url);
  vi.stubEnv("MAIL_FROM", "Quarterdeck <notes@fog.example>");
  const options = { tasks: { sendShareCode: tasks.sendShareCode }, work: { sendShareCode } };
  worker = await startWorker({ url: base.urls.app, db: base.app, ...options });
});
afterAll(async () => {
  await worker.stop();
  await mail.close();
  await door.visits.close();
  await base.close();
  vi.unstubAllEnvs();
});

const writing = () => as(base.app, team.writer);
const made = (recipients: string[], more = {}) =>
  issueLink(writing(), { revisionId, label: "A client", expiresAt: null, recipients, ...more });
const codeIdIn = (page: string) => /name="codeId" value="([^"]+)"/.exec(page)?.[1] ?? "";
const until = (check: () => Promise<void> | void) => vi.waitFor(check, { timeout: 30_000, interval: 50 });
const queued = async () => (await base.owner.execute(sql`select from graphile_worker.jobs`)).length;

async function codeFor(address: string): Promise<string> {
  let code = "";
  await until(() => {
    const sent = mail.received.findLast(({ to }) => to.includes(address));
    code = /^(\d{6}) is the code/.exec(sent?.text ?? "")?.[1] ?? "";
    expect(code).not.toBe("");
  });
  return code;
}

describe("a link for certain addresses", () => {
  it("opens for whoever proves one of them by the code that was sent there, once", async () => {
    const { token, linkId } = await made(["Client@fund.example", "@bank.example"]);
    const path = `/s/${token}`;
    for (const address of ["client@fund.example", "anyone@bank.example"]) {
      const read = readerAt(door);
      expect((await read(path)).body).not.toMatch(/Orders|FOG|fund|bank/);
      const asked = await read(path, { form: { address: address.toUpperCase() } });
      expect(asked.status).toBe(200);
      const given = { codeId: codeIdIn(asked.body), code: await codeFor(address) };
      const right = await read(path, { form: given });
      expect(right.status).toBe(303);
      expect((await read(right.headers.Location ?? "")).body).toContain("Orders recover");
      expect((await read(path, { form: given })).status).toBe(401);
    }
    await door.visits.flush();
    const visits = await listVisits(writing(), linkId);
    expect(visits.map(({ address }) => address)).toEqual(["anyone@bank.example", "client@fund.example"]);
  });

  it("answers the same for an address that it is not for, and sends nothing there", async () => {
    const { token } = await made(["client@fund.example"]);
    const read = readerAt(door, "203.0.113.8");
    const stranger = await read(`/s/${token}`, { form: { address: "client@fund.example.else.example" } });
    const member = await read(`/s/${token}`, { form: { address: "client@fund.example" } });
    const plain = (body: string) => body.replace(codeIdIn(body), "");
    expect(plain(stranger.body)).toBe(plain(member.body));
    expect([stranger.status, Object.keys(stranger.headers)]).toEqual([member.status, Object.keys(member.headers)]);
    await codeFor("client@fund.example");
    await until(async () => expect(await queued()).toBe(0));
    expect(mail.received.flatMap(({ to }) => to)).not.toContain("client@fund.example.else.example");
    const nothing = await read(`/s/${token}`, { form: { codeId: codeIdIn(stranger.body), code: "000000" } });
    expect(nothing.status).toBe(401);
  });

  it("takes a code back after five wrong ones, and asks no more than four codes an hour for one address", async () => {
    const { token } = await made(["tried@fund.example"]);
    const read = readerAt(door, "203.0.113.9");
    const asked = await read(`/s/${token}`, { form: { address: "tried@fund.example" } });
    const code = await codeFor("tried@fund.example");
    const wrong = code === "123456" ? "654321" : "123456";
    const codeId = codeIdIn(asked.body);
    for (let n = 0; n < 5; n += 1)
      expect((await read(`/s/${token}`, { form: { codeId, code: wrong } })).status).toBe(401);
    expect((await read(`/s/${token}`, { form: { codeId, code } })).status).toBe(401);
    const again = (n: number) =>
      readerAt(door, `198.51.100.${n}`)(`/s/${token}`, { form: { address: "tried@fund.example" } });
    const statuses = [];
    for (let n = 1; n <= 4; n += 1) statuses.push((await again(n)).status);
    expect(statuses).toEqual([200, 200, 200, 429]);
  });

  it("lets as many in from one office as have an address of the link: what was right is not counted", async () => {
    const { token } = await made(["@office.example"]);
    for (let n = 0; n < 12; n += 1) {
      const read = readerAt(door, "203.0.113.12");
      const asked = await read(`/s/${token}`, { form: { address: `reader${n}@office.example` } });
      const code = await codeFor(`reader${n}@office.example`);
      const right = await read(`/s/${token}`, { form: { codeId: codeIdIn(asked.body), code } });
      expect([n, right.status]).toEqual([n, 303]);
    }
  });

  it("lets one reader in on as many devices as they have: a code that was given is not counted", async () => {
    const { token } = await made(["desk@fund.example"]);
    for (let n = 0; n < 6; n += 1) {
      const read = readerAt(door, `203.0.113.${100 + n}`);
      const had = mail.received.length;
      const asked = await read(`/s/${token}`, { form: { address: "desk@fund.example" } });
      expect([n, asked.status]).toEqual([n, 200]);
      await until(() => expect(mail.received.length).toBeGreaterThan(had));
      const given = { codeId: codeIdIn(asked.body), code: await codeFor("desk@fund.example") };
      expect([n, (await read(`/s/${token}`, { form: given })).status]).toEqual([n, 303]);
    }
  });

  it("asks for the password first where it has one, and lets nobody in whose address was taken off", async () => {
    const both = await made(["client@fund.example"], { password: "Lantern by the bay" });
    const read = readerAt(door, "203.0.113.10");
    const first = await read(`/s/${both.token}`, { form: { password: "Lantern by the bay" } });
    const place = first.headers.Location ?? "";
    const asked = await read(place, { form: { address: "client@fund.example" } });
    await until(async () => expect(await queued()).toBe(0));
    const right = await read(place, {
      form: { codeId: codeIdIn(asked.body), code: await codeFor("client@fund.example") },
    });
    const open = right.headers.Location ?? "";
    expect((await read(open)).body).toContain("Orders recover");
    const terms = { label: "A client", expiresAt: null, recipients: ["other@fund.example"] };
    await changeLink(writing(), { linkId: both.linkId, version: 1, ...terms });
    expect((await read(open)).status).toBe(404);
  });

  it("lets nobody in by a code whose address was taken off meanwhile", async () => {
    const mine = await made(["late@fund.example"]);
    const read = readerAt(door, "203.0.113.11");
    const asked = await read(`/s/${mine.token}`, { form: { address: "late@fund.example" } });
    const code = await codeFor("late@fund.example");
    const terms = { label: "A client", expiresAt: null, recipients: ["other@fund.example"] };
    await changeLink(writing(), { linkId: mine.linkId, version: 1, ...terms });
    const late = await read(`/s/${mine.token}`, { form: { codeId: codeIdIn(asked.body), code } });
    expect(late.status).toBe(401);
  });

  it("R25: keeps codes, passes and passwords as hashes alone, and forgets what is over", async () => {
    const rows = await base.owner.execute(sql`select
      (select json_agg(c) from share_codes c)::text as codes, (select json_agg(p) from share_passes p)::text as passes`);
    for (const { text } of mail.received) {
      const code = /^(\d{6}) is the code/.exec(text)?.[1] ?? "none";
      expect(JSON.stringify(rows)).not.toContain(`"${code}"`);
    }
    await base.owner.execute(sql`select set_config('app.actor', 'system:test', false)`);
    await base.owner.execute(sql`update share_views set at = now() - interval '91 days'`);
    await base.owner.execute(sql`update share_codes set expires_at = now() - interval '1 second'`);
    await base.owner.execute(sql`update share_passes set expires_at = now() - interval '1 second'`);
    await forgetReaders(as(base.app, builder));
    const [left] = await base.owner.execute(sql`select
      (select count(*) from share_views)::int as views, (select count(*) from share_codes)::int as codes,
      (select count(*) from share_passes)::int as passes`);
    expect(left).toEqual({ views: 0, codes: 0, passes: 0 });
  });
});
