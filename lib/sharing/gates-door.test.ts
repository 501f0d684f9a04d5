import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { newToken } from "@/lib/auth/token";
import { addTeam, as } from "@/lib/world";
import { changeLink, issueLink } from "./commands";
import type { Door } from "./door-call";
import { admit, codeSha256 } from "./door-commands";
import { findPasswordHash, secretOf } from "./door-queries";
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

const published = () => publishedNote(base.app, team);
const writing = () => as(base.app, team.writer);
const link = { label: "A client", expiresAt: null };

describe("a link that asks for something", () => {
  it("R30: a password opens the note for that browser alone; ten wrong ones an hour from one line are all, also beside the right one", async () => {
    const note = await published();
    const made = await issueLink(writing(), { ...link, revisionId: note.revisionId, password: "Lantern by the bay" });
    const path = `/s/${made.token}`;
    const [read, other] = [readerAt(door), readerAt(door, "198.51.100.9")];
    const asked = await read(path);
    expect([asked.status, asked.headers["Referrer-Policy"]]).toEqual([401, "same-origin"]);
    expect(asked.headers["Content-Security-Policy"]).toContain("form-action 'self'");
    expect(asked.body).not.toMatch(/Orders|FOG|r1/);
    const foreign = { password: "Lantern by the bay" };
    expect((await read(path, { form: foreign, headers: { origin: "https://else.example" } })).status).toBe(403);
    const wrong = await read(path, { form: { password: "Lantern by the sea" } });
    expect([wrong.status, wrong.body.includes("This is not the password")]).toEqual([401, true]);
    const right = await read(path, { form: foreign });
    expect(right.status).toBe(303);
    const place = right.headers.Location ?? "";
    expect(right.cookies).toEqual([
      expect.stringMatching(/^share_[\w-]{16}=[\w-]{43}; Path=\/s\/v\/[\w-]{16}; HttpOnly; SameSite=Lax$/),
      expect.stringMatching(/^share=[\w-]{16}\.[\w-]{43}; Path=\/s\/[\w-]{43}; HttpOnly; SameSite=Lax$/),
    ]);
    expect((await read(place)).body).toContain("Orders recover");
    const without = await other(place);
    expect([without.status, without.body.includes("Open the link that was sent to you once more")]).toEqual([
      404,
      true,
    ]);
    expect((await other(path)).status).toBe(401);
    expect((await read(`${place}/verify`)).status).toBe(200);

    for (let readers = 0; readers < 12; readers += 1) {
      expect((await read(path, { form: foreign })).status).toBe(303);
    }
    for (let tries = 1; tries < 10; tries += 1) await read(path, { form: { password: `wrong ${tries}` } });
    const eleventh = await read(path, { form: foreign });
    expect([eleventh.status, Number(eleventh.headers["Retry-After"]) > 3000]).toEqual([429, true]);
    expect((await other(path, { form: foreign })).status).toBe(303);
    expect((await read(place)).status).toBe(200);

    const before = await findPasswordHash(base.share, secretOf(made.token));
    const version = (await findLink(writing(), made.linkId))?.version ?? 0;
    await changeLink(writing(), { ...link, linkId: made.linkId, version, password: "Another one now" });
    expect((await read(place)).status).toBe(404);
    expect(await admit(base.share, secretOf(made.token), before ?? "")).toBe(null);
    const rows = await base.owner.execute(
      sql`select share_links::text as a, (select json_agg(p) from share_passes p)::text as b from share_links`,
    );
    expect(JSON.stringify(rows)).not.toMatch(/Lantern by the bay|Another one now/);
  });

  it("that was opened goes on to the note for that browser when its address is opened again, until the pass is over", async () => {
    const { revisionId } = await published();
    const password = "Lantern by the bay";
    const made = await issueLink(writing(), { ...link, revisionId, password, recipients: ["ines@fund.example"] });
    const beside = await issueLink(writing(), { ...link, revisionId, password });
    const path = `/s/${made.token}`;
    const read = readerAt(door, "203.0.113.14");
    const place = (await read(path, { form: { password } })).headers.Location ?? "";
    const again = await read(path);
    expect([again.status, again.headers.Location]).toEqual([303, place]);
    expect((await read(place)).body).toContain("This note is for certain readers");

    const codeId = randomUUID();
    await base.owner.execute(sql`insert into share_codes (id, link_id, address, code_sha256, expires_at)
      values (${codeId}, ${made.linkId}, 'ines@fund.example', ${codeSha256(codeId, "123456")}, now() + interval '5 minutes')`);
    expect((await read(place, { form: { codeId, code: "123456" } })).headers.Location).toBe(place);
    expect([(await read(path)).status, (await read(place)).body.includes("Orders recover")]).toEqual([303, true]);

    const held = again.cookies ?? [];
    const stolen = { cookie: `share=${place.slice(5)}.${newToken()}` };
    expect([held, (await readerAt(door)(path, { headers: stolen })).status]).toEqual([[], 401]);
    expect((await read(`/s/${beside.token}`)).status).toBe(401);
    const own = (await read(path, { form: { password } })).cookies?.[1] ?? "";
    const elsewhere = { cookie: own.slice(0, own.indexOf(";")) };
    expect((await readerAt(door)(`/s/${beside.token}`, { headers: elsewhere })).status).toBe(401);
    await base.owner.execute(sql`update share_passes set expires_at = now() - interval '1 second'`);
    expect((await read(path)).body).toContain("This note asks for a password");
  });

  it("R31: of a link with a number of views a look takes none, one press takes one, and together never more than there are", async () => {
    const note = await published();
    const made = await issueLink(writing(), { ...link, revisionId: note.revisionId, viewsMax: 3 });
    const path = `/s/${made.token}`;
    const read = readerAt(door);
    const used = async () => (await findLink(writing(), made.linkId))?.viewsUsed;
    const previewers = [
      "Slackbot-LinkExpanding 1.0",
      "WhatsApp/2.23",
      "SkypeUriPreview Preview/0.5",
      "Mozilla/5.0 Safe",
    ];
    for (let n = 0; n < 500; n += 1) {
      const method = ["GET", "HEAD", "OPTIONS"][n % 3] ?? "GET";
      await read(path, { method, headers: { "user-agent": previewers[n % 4] ?? "" } });
    }
    expect(await used()).toBe(0);
    const front = await read(path);
    expect(front.body).toContain("3 times more");
    expect(front.body).not.toMatch(/Orders|FOG/);
    const all = await Promise.all(
      Array.from({ length: 12 }, () => read(path, { form: { view: "1" }, headers: { "user-agent": "curl/8.5.0" } })),
    );
    expect(all.filter(({ status, body }) => status === 200 && body.includes("Orders recover"))).toHaveLength(3);
    expect(all.filter(({ status }) => status !== 200).every(({ body }) => !body.includes("Orders"))).toBe(true);
    expect(await used()).toBe(3);
    await door.visits.flush();
    const seen = await findLink(writing(), made.linkId);
    expect(seen).toMatchObject({ seen: 3 });
    await changeLink(writing(), { ...link, linkId: made.linkId, version: seen?.version ?? 0, viewsMax: 1 });
    expect((await read(path)).status).toBe(404);
    const unknown = await read(`/s/${"A".repeat(43)}`);
    expect(await read(path)).toEqual(unknown);
  });
});
