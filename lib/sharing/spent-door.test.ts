import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { connect } from "@/db/connect";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { proxied } from "@/db/test-proxy";
import { newToken } from "@/lib/auth/token";
import { addTeam, as } from "@/lib/world";
import { changeLink, issueLink } from "./commands";
import type { Door } from "./door-call";
import { makePage } from "./door-page";
import { findOpenLink, secretOf } from "./door-queries";
import { publishedNote } from "./fixtures/published";
import { readerAt } from "./fixtures/reader";
import { findLink } from "./link-queries";
import { VisitLog } from "./visits";

let base: TestDatabase;
let team: Awaited<ReturnType<typeof addTeam>>;
let door: Door;

beforeAll(async () => {
  base = await freshDatabase();
  team = await addTeam(base.app);
  door = { share: base.share, visits: new VisitLog(() => base.share) };
});
afterAll(async () => {
  await door.visits.close();
  await base.close();
});

const writing = () => as(base.app, team.writer);
const link = { label: "A client", expiresAt: null };

describe("what goes wrong at the reader's door", () => {
  it("spends no view on a page that could not be made", async () => {
    const said = vi.spyOn(console, "error").mockImplementation(() => {});
    const { revisionId } = await publishedNote(base.app, team);
    const made = await issueLink(writing(), { ...link, revisionId, viewsMax: 2 });
    const press = () => readerAt(door)(`/s/${made.token}`, { form: { view: "1" } });
    const used = async () => (await findLink(writing(), made.linkId))?.viewsUsed;
    await base.owner.execute(sql`revoke execute on function share_bytes from quarterdeck_share`);
    expect((await press()).status).toBe(503);
    expect(await used()).toBe(0);
    await base.owner.execute(sql`grant execute on function share_bytes to quarterdeck_share`);
    expect((await press()).body).toContain("Orders recover");
    expect(await used()).toBe(1);
    said.mockRestore();
  });

  it("says to whoever comes too late for the last view that nothing is there, not that they did something wrong", async () => {
    const { revisionId } = await publishedNote(base.app, team);
    const made = await issueLink(writing(), { ...link, revisionId, viewsMax: 1 });
    const read = readerAt(door, "203.0.113.21");
    const both = await Promise.all([1, 2].map(() => read(`/s/${made.token}`, { form: { view: "1" } })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 404]);
  });

  it("leads whoever comes back with a pass that is over to the link, and counts that as no guess", async () => {
    const { revisionId } = await publishedNote(base.app, team);
    const made = await issueLink(writing(), { ...link, revisionId, password: "Lantern by the bay" });
    const read = readerAt(door, "203.0.113.22");
    const right = await read(`/s/${made.token}`, { form: { password: "Lantern by the bay" } });
    const place = right.headers.Location ?? "";
    expect((await read(place)).status).toBe(200);
    await changeLink(writing(), { ...link, linkId: made.linkId, version: 1, password: "Another one now" });
    for (let n = 0; n < 30; n += 1) {
      const { status, body } = await read(place);
      expect([status, body.includes("Open the link that was sent to you once more")]).toEqual([404, true]);
    }
    expect((await read(`/s/${newToken()}`)).status).toBe(404);
    const forge = () => read("/s/v/aaaaaaaaaaaaaaaa", { headers: { cookie: `share_aaaaaaaaaaaaaaaa=${newToken()}` } });
    const statuses = new Set<number>();
    for (let n = 0; n < 200; n += 1) statuses.add((await forge()).status);
    expect([...statuses]).toEqual([404, 429]);
  });

  it("names the changes of the revision that is the newest, also when that came out while the page was made", async () => {
    const note = await publishedNote(base.app, team);
    const made = await issueLink(writing(), { ...link, revisionId: note.revisionId });
    const path = `/s/${made.token}`;
    await note.next("12%", "13%");
    const secret = secretOf(made.token);
    const before = await findOpenLink(base.share, secret);
    if (!before) throw new Error("The link opens nothing.");
    await note.next("13%", "14%");
    const request = { method: "GET", path, headers: { get: () => null }, address: "203.0.113.23", body: "" };
    const late = makePage({ ...door, request, secret, link: before, base: path });
    await expect(late).rejects.toMatchObject({ code: "changed" });
    const { body } = await readerAt(door)(path);
    expect(body).toContain("r3 is out since");
    expect(body).toContain("current: “12%”, now “14%”");
  });

  it("gives a reader a note whole, whichever moment the next revision comes out at", async () => {
    let messages = 0;
    let said = 12;
    const note = await publishedNote(base.app, team);
    const publish = async () => {
      said += 1;
      await note.next(`${said - 1}%`, `${said}%`);
    };
    const way = await proxied(base.urls.share, async (forward) => {
      messages -= 1;
      if (messages === 0) await publish();
      await forward();
    });
    const slow = connect(way.url, { max: 1, name: "slow" });
    const made = await issueLink(writing(), { ...link, revisionId: note.revisionId, policy: "latest" });
    const read = readerAt({ ...door, share: slow.db });
    expect((await read(`/s/${made.token}`)).body).toContain("12%");
    const moments = [];
    for (let n = 1; n <= 3; n += 1) {
      await publish(); // whose page is not held yet
      const before = said;
      messages = n;
      const { status, body } = await read(`/s/${made.token}`);
      expect([n, status, body.includes(`>${said}%<`)]).toEqual([n, 200, true]);
      moments.push(said - before);
      messages = 0;
    }
    expect(moments).toEqual([1, 1, 0]); // before each of its two questions, and never
    await slow.close();
    way.close();
  });
});
