import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { ask } from "../doors/ask";
import { handlers, pages, takers } from "../doors/list";
import { fill, furnish, namesFor } from "../doors/places";
import { isOpen, mayEnter, type Principal, relationTo } from "../doors/principals";
import { expect, test } from "../doors/workspace";

/** Where an address of scripts and files is asked with what it needs to answer. */
const queries: Record<string, string> = {
  "/api/import": "?ticker=KC&period=2025-Q1",
  "/companies/[ticker]/[period]/compare": "?from=1&to=1",
  "/companies/[ticker]/[period]/recall": "?revision=1",
};

const entered = (status: number, location: string) =>
  status === 200 || ([303, 307].includes(status) && !location.startsWith("/sign-in"));

for (const [route, access] of [...Object.entries(pages), ...Object.entries(handlers)]) {
  if (isOpen(access) || route === "/api/live") continue;
  test(`R1: ${route} is shown to whom the table of permissions says; to others of the nine it is not there`, async ({
    doors: { world, servers },
  }) => {
    const path = fill(route, namesFor(route, await furnish(world))) + (queries[route] ?? "");
    const cells: string[] = [];
    for (const by of Object.values(world.team)) {
      for (const [front, at] of Object.entries(servers)) {
        const { status, headers } = await ask(at, path, { headers: by.cookie ? { cookie: by.cookie } : {} });
        const location = String(headers.location ?? "");
        const expected = mayEnter(access, by, relationTo(access, by));
        const fits = expected ? entered(status, location) : isShut(by, route, status, location);
        if (!fits) cells.push(`${by.kind}, ${front}: ${status} ${location}, and ${expected ? "may" : "may not"}`);
      }
    }
    expect(cells).toEqual([]);
  });
}

/** Who is signed in finds nothing; who is nobody is led to sign in first, whatever the address; files are not there. */
function isShut({ actor }: Principal, route: string, status: number, location: string): boolean {
  if (actor || handlers[route]) return status === 404;
  return status === 307 && /^\/sign-in(\?next=|$)/.test(location);
}

test("R1, R29: A draft's stream is open to whoever reads drafts, and to nobody else of the nine", async ({
  doors: { world, servers },
}) => {
  const { draftId } = await world.draft();
  for (const by of Object.values(world.team)) {
    const cancel = new AbortController();
    const answer = await fetch(`${servers.gated}/api/live?revision=${draftId}`, {
      headers: by.cookie ? { cookie: by.cookie } : {},
      signal: cancel.signal,
    });
    const expected = mayEnter("draft.read", by, "neither") ? 200 : by.actor ? 404 : 401;
    expect([by.kind, answer.status]).toEqual([by.kind, expected]);
    cancel.abort();
  }
});

test("R1: Where somebody is in a draft is taken from whoever reads drafts, and from nobody else of the nine", async ({
  doors: { world, digest, servers },
}) => {
  const { draftId: revisionId } = await world.draft();
  for (const by of Object.values(world.team)) {
    for (const [front, at] of Object.entries(servers)) {
      const tab = randomUUID();
      const body = JSON.stringify({ tab, revisionId, itemId: null, field: null });
      const sent = { "content-type": "application/json", "content-length": String(body.length), origin: at };
      const headers = { ...sent, ...(by.cookie && { cookie: by.cookie }) };
      const before = await digest.now();
      const { status } = await ask(at, "/api/live", { method: "POST", headers, body });
      const may = mayEnter(takers["/api/live"] ?? [], by, "neither");
      expect([by.kind, front, status]).toEqual([by.kind, front, may ? 204 : by.actor ? 404 : 401]);
      const here = await world.db.execute(sql`select user_id from presences where tab = ${tab}`);
      expect(here, by.kind).toEqual(may ? [{ user_id: by.actor?.id }] : []);
      if (!may) expect(await digest.now(), by.kind).toEqual(before);
    }
  }
  await world.db.execute(sql`delete from presences where revision_id = ${revisionId}`);
  const counted = await world.db.execute(sql`select points from limits where name = 'presence.line'`);
  expect(counted.length).toBeGreaterThan(0);
});
