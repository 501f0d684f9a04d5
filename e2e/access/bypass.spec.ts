import { testCount } from "@/lib/env";
import { ask } from "../doors/ask";
import { handlers, pages } from "../doors/list";
import { fill, furnish, namesFor } from "../doors/places";
import { isOpen } from "../doors/principals";
import { expect, test } from "../doors/workspace";

/** Words of the workspace that no stranger reads: of companies, notes, drafts, comments and people. */
const kept = /Door Works|Orders (recover|rose|hold)|supplier is late|Two suppliers|@doors\.example|Dot (a|the|some)/;

/** What a stranger says of their request to get round whoever looks at it. */
const tricks: Record<string, string>[] = [
  ...[
    "middleware",
    "src/middleware",
    "proxy",
    "middleware:middleware:middleware:middleware:middleware",
    "src/middleware:src/middleware:src/middleware:src/middleware:src/middleware",
  ].map((name) => ({ "x-middleware-subrequest": name })),
  { "next-resume": "1" },
  { "x-nextjs-data": "1" },
  { rsc: "1" },
  { rsc: "1", "next-router-prefetch": "1" },
  { rsc: "1", "next-router-segment-prefetch": "/_tree" },
  { rsc: "1", "next-router-segment-prefetch": "/_full" },
  { purpose: "prefetch", "sec-purpose": "prefetch" },
  { "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" },
  { "x-invoke-path": "PATH", "x-invoke-status": "200" },
  { "x-matched-path": "PATH" },
  { "x-path": "PATH", "x-rewrite-url": "PATH", "x-original-url": "PATH" },
  { "x-action-forwarded": "1", "x-prerender-revalidate": "1" },
  { cookie: `session=${"A".repeat(43)}; __Host-session=${"A".repeat(43)}` },
  { cookie: "session=; __prerender_bypass=1; __next_preview_data=1" },
  { authorization: `Bearer ${"A".repeat(43)}` },
];

/** Other ways to write an address, most of which lead nowhere. */
function variantsOf(path: string): string[] {
  const [, first = "", ...rest] = path.split("/");
  const tail = rest.length > 0 ? `/${rest.join("/")}` : "";
  const escaped = (text: string) => text.replace(/./g, (one) => `%${one.charCodeAt(0).toString(16)}`);
  return [
    `/${path}`,
    `//${path}`,
    `/.${path}`,
    `/%2e${path}`,
    `/%2e%2e${path}`,
    `/sign-in/..${path}`,
    `/sign-in/%2e%2e${path}`,
    `/_next/..${path}`,
    `/_next/static/..${path}`,
    `/_next/static/%2e%2e/%2e%2e${path}`,
    `/s/..${path}`,
    `/s/%2e%2e${path}`,
    `/s/x/%2e%2e/%2e%2e${path}`,
    `/${first}%2f${rest.join("%2f")}`,
    path.replaceAll("/", "%2f"),
    path.replaceAll("/", "\\"),
    path.replaceAll("/", "%5c"),
    path.replaceAll("/", "//"),
    `${path}/`,
    `${path}//`,
    `${path}.`,
    `${path}%2e`,
    `${path}/.`,
    `${path}/%2e`,
    `${path}%00`,
    `${path}%20`,
    `${path}%0a`,
    path.toUpperCase(),
    `/${escaped(first)}${tail}`,
    `/${first};a=b${tail}`,
    `${path};a=b`,
    `${path};.css`,
    `${path}/x.css`,
    `${path}.css`,
    `${path}.json`,
    `${path}.rsc`,
    `${path}.txt`,
    `${path}.prefetch.rsc`,
    `${path}.segments/_tree.segment.rsc`,
    `${path}.segments/_full.segment.rsc`,
    `/_next/data/x${path}.json`,
    `/_next/data/build${path}.json`,
    `${path}?_rsc=1`,
    `${path}?_rsc=1&__nextLocale=en`,
    `${path}?next=${path}`,
    `/index${path}`,
    `/app${path}`,
    `/(workspace)${path}`,
  ];
}

const guardedPlaces = [...Object.entries(pages), ...Object.entries(handlers)].filter(([, access]) => !isOpen(access));

test("R6: A stranger reads nothing of the workspace, whatever their request says of itself", async ({
  doors: { world, servers },
}) => {
  const furniture = await furnish(world);
  for (const [route] of guardedPlaces) {
    const path = fill(route, namesFor(route, furniture));
    for (const at of [servers.gated, servers.bare]) {
      for (const trick of tricks) {
        const headers = Object.fromEntries(
          Object.entries(trick).map(([name, value]) => [name, value.replace("PATH", path)]),
        );
        const { status, body } = await ask(at, path, { headers });
        expect(status, `${path} ${JSON.stringify(headers)}`).toBeLessThan(500);
        expect(body, `${path} ${JSON.stringify(headers)}`).not.toMatch(kept);
      }
    }
  }
});

test("R7: A stranger reads nothing of the workspace, however they write an address", async ({
  doors: { world, servers },
}) => {
  const furniture = await furnish(world);
  expect(variantsOf("/a/b").length).toBeGreaterThan(40);
  for (const [route] of guardedPlaces) {
    const path = fill(route, namesFor(route, furniture));
    for (const at of [servers.gated, servers.bare].slice(0, testCount(1, 2))) {
      for (const variant of variantsOf(path)) {
        const { status, body } = await ask(at, variant);
        expect(status, variant).toBeLessThan(500);
        expect(body, variant).not.toMatch(kept);
      }
    }
  }
});

test("R6, R7: What these look for is there for whoever may read it", async ({ doors: { world, servers } }) => {
  const furniture = await furnish(world);
  const { cookie = "" } = world.team["a reviewer who edited it"];
  const seen = async (route: string) =>
    (await ask(servers.gated, fill(route, namesFor(route, furniture)), { headers: { cookie } })).body;
  for (const route of ["/companies", "/companies/[ticker]/[period]", "/review/[revision]"]) {
    expect(await seen(route)).toMatch(kept);
  }
});
