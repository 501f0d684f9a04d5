import { issueLink } from "@/lib/sharing/commands";
import { as } from "@/lib/world";
import { ask, type Sent, sendAction, sendForm } from "../doors/ask";
import { guarded, idOf, setScene, whoMay } from "../doors/scenes";
import { expect, test } from "../doors/workspace";

/** Every origin but the workspace's own; null: none is sent. */
function foreignTo(own: string): (string | null)[] {
  const { hostname, port, host } = new URL(own);
  return [
    null,
    "null",
    "http://evil.example",
    `http://evil.example:${port}`,
    `http://${host}.evil.example`,
    `http://evil${hostname}:${port}`,
    `https://${host}`,
    `http://${hostname}:${Number(port) + 1}`,
    `http://${hostname}`,
    `${own}/`,
  ];
}

const none = { origin: undefined as unknown as string };

for (const { name } of guarded) {
  test(`R24: ${name} is done for no page of anybody else, with scripts or without`, async ({
    doors: { world, digest, servers },
  }) => {
    const by = whoMay(world, name);
    const sent: Sent = await setScene(world, name, by);
    const before = await digest.now();
    for (const at of [servers.gated, servers.bare]) {
      for (const origin of foreignTo(at)) {
        const from = { cookie: by.cookie, headers: origin === null ? none : { origin } };
        for (const send of "form" in sent ? [sendAction, sendForm] : [sendAction]) {
          const { status, body } = await send(at, idOf(name), sent, from);
          if (at === servers.gated) expect([origin, status]).toEqual([origin, 403]);
          expect(body, `${origin}`).not.toMatch(/"made"|"answer"/);
        }
      }
    }
    expect(await digest.now()).toEqual(before);
    const { status } = await ask(servers.gated, "/account", { headers: { cookie: by.cookie ?? "" } });
    expect(status, "and whoever is signed in stays so").toBe(name === "passFactorAction" ? 307 : 200);
  });
}

test("R24: Neither what a tab says of itself nor a form of a shared link is taken from anybody else's page", async ({
  doors: { world, digest, servers, connection },
}) => {
  const { draftId, revisionId } = await world.draft();
  const terms = { revisionId, label: "A client", expiresAt: null, viewsMax: 3 };
  const { token } = await issueLink(as(world.db, world.writer), terms);
  const { cookie = "" } = world.team["another analyst"];
  const place = { tab: draftId, revisionId: draftId, itemId: null, field: null };
  const before = await digest.now();
  for (const at of [servers.gated, servers.bare]) {
    for (const origin of foreignTo(at)) {
      const headers = { cookie, ...(origin !== null && { origin }) };
      const json = { ...headers, "content-type": "application/json" };
      const said = await ask(at, "/api/live", { method: "POST", headers: json, body: JSON.stringify(place) });
      expect([origin, said.status]).toEqual([origin, 403]);
      const form = { ...headers, "content-type": "application/x-www-form-urlencoded" };
      const looked = await ask(at, `/s/${token}`, { method: "POST", headers: form, body: "view=1" });
      expect([origin, looked.status]).toEqual([origin, 403]);
    }
  }
  expect(await digest.now()).toEqual(before);
  const [link] = await connection.sql`select views_used from share_links where revision_id = ${revisionId}`;
  expect(link?.views_used).toBe(0);
});
