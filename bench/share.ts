import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import autocannon from "autocannon";
import { root } from "@/scripts/run";
import { ended, forked } from "./child";
import type { AtEnd } from "./cleanup";
import { freePort, serveProduct } from "./served";
import { ms, percentile } from "./times";
import { openDemo } from "./workspace";

const connections = 16;
const rounds = 5;
const roundSeconds = 4;
/** What browsers say. */
const headers = { "accept-encoding": "gzip, deflate, br, zstd" };

type Measured = { perSecond: number; p99: number; bytes: number };

/** A shared note through the door and as a route of Next, beside the least that plain node and a bare page do in the same run. */
export async function benchShare(atEnd: AtEnd): Promise<void> {
  const { databaseUrl, sharedLinkPath } = await openDemo(atEnd);
  const addresses = {
    door: await serveProduct(atEnd),
    route: await serve(atEnd, "bench/plain-next.ts", root),
    node: await serve(atEnd, "bench/share-floor.ts", databaseUrl),
    bare: await serve(atEnd, "bench/plain-next.ts", builtBare()),
  };
  const places = Object.keys(addresses) as (keyof typeof addresses)[];
  const all = { door: [], route: [], node: [], bare: [] } as Record<keyof typeof addresses, Measured[]>;
  for (const place of places) await load(addresses[place] + sharedLinkPath); // warms up
  for (let round = 0; round < rounds; round += 1) {
    for (const place of places) all[place].push(await load(addresses[place] + sharedLinkPath));
  }
  const door = told("The door in front of Next", all.door);
  const route = told("The door as a route of Next", all.route);
  const node = told("The floor, plain node:http", all.node);
  const bare = told("The floor, a bare page of Next", all.bare);
  console.log(`
The door serves ${(door / node).toFixed(2)} of what plain node does (wanted: at least 0.6),
and ${(door / bare).toFixed(1)} times what a bare page does (wanted: at least 15);
as a route of Next ${(route / bare).toFixed(1)} times (wanted: at least 4).`);
}

async function serve(atEnd: AtEnd, script: string, what: string): Promise<string> {
  const port = await freePort();
  const child = forked(script, [what, String(port)]);
  atEnd(() => ended(child));
  await once(child, "message");
  return `http://127.0.0.1:${port}`;
}

/** The folder of the bare page, built. */
function builtBare(): string {
  const folder = join(root, "bench/bare");
  const { status, stdout, stderr } = spawnSync(join(root, "node_modules/.bin/next"), ["build", folder]);
  if (status === 0) return folder;
  process.stderr.write(Buffer.concat([stdout, stderr]));
  throw new Error("The bare page was not built; what the build said stands above.");
}

async function load(url: string): Promise<Measured> {
  const { requests, latency, throughput, non2xx, errors } = await autocannon({
    url,
    connections,
    duration: roundSeconds,
    headers,
  });
  if (non2xx + errors > 0) throw new Error(`${url} did not answer ${non2xx + errors} times.`);
  return { perSecond: requests.average, p99: latency.p99, bytes: throughput.total / requests.total };
}

/** Says what was measured at a place; its requests per second. */
function told(name: string, measured: Measured[]): number {
  const median = (of: (each: Measured) => number) => percentile(measured.map(of), 50);
  const perSecond = median((each) => each.perSecond);
  const figures = [`${perSecond.toFixed(0).padStart(6)} a second`, `p99 ${ms(median(({ p99 }) => p99)).padStart(10)}`];
  console.log(`${name.padEnd(32)} ${figures.join("   ")}   ${(median(({ bytes }) => bytes) / 1000).toFixed(1)} kB`);
  return perSecond;
}
