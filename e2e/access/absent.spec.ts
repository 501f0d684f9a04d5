import { randomUUID } from "node:crypto";
import { testCount } from "@/lib/env";
import { type Answer, ask, outcomeOf, type Sent, sendAction } from "../doors/ask";
import { handlers, pages } from "../doors/list";
import { absent, fill, furnish, namesFor } from "../doors/places";
import { isOpen, mayEnter, relationTo } from "../doors/principals";
import { guarded, idOf, isOfTheirOwn, setScene } from "../doors/scenes";
import { expect, test } from "../doors/workspace";

const named = [...Object.entries(pages), ...Object.entries(handlers)].filter(
  ([route, access]) => route.includes("[") && !isOpen(access),
);

/** Of an answer all that a stranger could tell two apart by, but for its words: these name what was asked for. */
const shapeOf = ({ status, headers, body }: Answer) => ({
  status,
  length: body.length,
  type: headers["content-type"],
  led: String(headers.location ?? "").length,
});

/** The middle of what the second takes longer than the first, asked in turns. */
async function gapOf(pairs: number, first: () => Promise<unknown>, second: () => Promise<unknown>): Promise<number> {
  const gaps: number[] = [];
  const timed = async (work: () => Promise<unknown>) => {
    const begun = performance.now();
    await work();
    return performance.now() - begun;
  };
  for (let n = 0; n < pairs; n += 1) {
    const [one, other] = n % 2 ? [first, second] : [second, first];
    const [a, b] = [await timed(one), await timed(other)];
    gaps.push(n % 2 ? b - a : a - b);
  }
  return gaps.toSorted((a, b) => a - b)[Math.floor(pairs / 2)] ?? 0;
}

for (const [route, access] of named) {
  test(`R9: ${route} looks the same to whoever may not see it whether or not there is such a thing`, async ({
    doors: { world, servers },
  }) => {
    const there = namesFor(route, await furnish(world));
    const paths = [fill(route, there), fill(route, absent(there))] as const;
    const nobodys = Object.values(world.team).filter((by) => !mayEnter(access, by, relationTo(access, by)));
    expect(nobodys.length).toBeGreaterThanOrEqual(3);
    for (const by of nobodys) {
      const headers = by.cookie ? { cookie: by.cookie } : {};
      for (const at of [servers.gated, servers.bare]) {
        const [is, isNot] = [await ask(at, paths[0], { headers }), await ask(at, paths[1], { headers })];
        expect(shapeOf(is), `${by.kind}: ${paths}`).toEqual(shapeOf(isNot));
      }
    }
    const pairs = testCount(0, 200); // figures of time are asserted by `npm run verify` alone
    for (const by of pairs > 0 ? [nobodys[0], nobodys.at(-2)] : []) {
      const headers = by?.cookie ? { cookie: by.cookie } : {};
      const [first, second] = paths.map((path) => () => ask(servers.gated, path, { headers }));
      if (first && second) expect(Math.abs(await gapOf(pairs, first, second)), `${by?.kind}`).toBeLessThan(10);
    }
  });
}

test("R9: An action says the same to whoever may not do it whether or not there is what they name", async ({
  doors: { world, servers },
}) => {
  for (const { name, access } of guarded.filter((each) => !isOfTheirOwn(each.name))) {
    const by = world.team["a viewer"];
    if (mayEnter(access, by, "neither")) continue;
    const sent = await setScene(world, name, by);
    const ids = new Map<string, string>();
    const other = (id: string) => ids.get(id) ?? ids.set(id, randomUUID()).get(id) ?? id;
    const isNot: Sent = JSON.parse(JSON.stringify(sent).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, other));
    const [one, another] = [
      await sendAction(servers.gated, idOf(name), { ...sent, path: "/" }, by),
      await sendAction(servers.gated, idOf(name), { ...isNot, path: "/" }, by),
    ];
    expect(outcomeOf(one), name).toEqual(outcomeOf(another));
    expect(one.status, name).toBe(another.status);
  }
});
