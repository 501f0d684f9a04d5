import { sql } from "drizzle-orm";
import { issueLink } from "@/lib/sharing/commands";
import { expect, test } from "../fixtures";
import { publishedNote } from "../published";

/** What a page of the door leads to: everything that its markup names. */
function ledTo(page: string): string[] {
  return [...page.matchAll(/(?:href|src|action)="([^"#]+)/g), ...page.matchAll(/url\("([^"]+)"\)/g)].map(
    ([, address = ""]) => address,
  );
}

test("R27: from a link one reaches its note and its files, no other note, and no id of ours", async ({
  context,
  connection,
  contextOf,
  workspace,
}) => {
  const [ana, rowan] = [await contextOf("ana@quarterdeck.example"), await contextOf("rowan@quarterdeck.example")];
  const note = await publishedNote(connection, { writer: ana.actor, reviewer: rowan.actor });
  const terms = { label: "A client", expiresAt: null, policy: "latest", mayDownload: true } as const;
  const { token } = await issueLink(ana, { ...terms, revisionId: note.revisionId });
  const asked = new Map<string, string>();
  const waiting = [`/s/${token}`, `/s/${token}/verify`];
  for (let path = waiting.pop(); path; path = waiting.pop()) {
    if (asked.has(path)) continue;
    const response = await context.request.get(path);
    expect(response.status(), path).toBe(200);
    const body = (await response.body()).toString("latin1");
    asked.set(path, body);
    const next = ledTo(body).map((address) => new URL(address, workspace.publicUrl + path));
    expect(next.map(({ origin }) => origin)).toEqual(next.map(() => workspace.publicUrl));
    waiting.push(...next.map(({ pathname }) => pathname));
  }
  const places = [...asked.keys()].map((path) => path.replace(token, "TOKEN").replace(/fonts\/.*/, "fonts/…"));
  expect([...new Set(places)].sort()).toEqual([
    "/s/TOKEN",
    "/s/TOKEN/download/json",
    "/s/TOKEN/download/markdown",
    "/s/TOKEN/download/pdf",
    "/s/TOKEN/feed",
    "/s/TOKEN/verify",
    "/s/fonts/…",
  ]);
  const said = [...asked].filter(([path]) => !path.startsWith("/s/fonts/")).map(([, body]) => body);
  const ids = await connection.db.execute<{ id: string }>(sql`
    select id from items union select id from notes union select id from revisions union select id from users
    union select id from companies union select id from share_links`);
  const tickers = await connection.db.execute<{ ticker: string }>(
    sql`select ticker from listings where ticker <> ${note.ticker}`,
  );
  expect(ids.length).toBeGreaterThan(100);
  for (const body of said) {
    expect(ids.filter(({ id }) => body.includes(id))).toEqual([]);
    expect(tickers.filter(({ ticker }) => new RegExp(`\\b${ticker}\\b`).test(body))).toEqual([]);
  }
});

test("R29: a link is no way into the workspace, whatever it is sent as", async ({
  playwright,
  connection,
  contextOf,
  workspace,
}) => {
  const [ana, rowan] = [await contextOf("ana@quarterdeck.example"), await contextOf("rowan@quarterdeck.example")];
  const note = await publishedNote(connection, { writer: ana.actor, reviewer: rowan.actor });
  const { token, linkId } = await issueLink(ana, { revisionId: note.revisionId, label: "A client", expiresAt: null });
  const request = await playwright.request.newContext({
    baseURL: workspace.publicUrl,
    maxRedirects: 0,
    extraHTTPHeaders: { cookie: `session=${token}; share_x=${token}`, authorization: `Bearer ${token}` },
  });
  const places = ["/", "/companies", "/review", "/links", "/import", "/settings/people", `/links/${linkId}`];
  const further = [`/links/${linkId}/views.csv`, `/links/${linkId}/seen/1`, note.path, `${note.path}/history`];
  for (const place of [...places, ...further, `/review/${note.revisionId}`]) {
    const response = await request.get(place);
    expect([303, 307, 401, 404], place).toContain(response.status());
    if (response.status() < 400) expect(response.headers().location, place).toMatch(/^\/sign-in/);
    expect(await response.text(), place).not.toContain("Orders recover");
  }
  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
    const sent = { method, headers: { origin: workspace.publicUrl }, form: { view: "1" } };
    expect((await request.fetch(`/s/${token}`, sent)).status(), method).toBe(405);
  }
  const [row] = await connection.db.execute(sql`select version, views_used from share_links where id = ${linkId}`);
  expect(row).toEqual({ version: 1, views_used: 0 });
  await request.dispose();
});
