import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import autocannon from "autocannon";
import { root } from "@/scripts/run";
import { ended, forked } from "./child";
import type { AtEnd } from "./cleanup";
import { guidanceTableMs } from "./reader-page";
import { freePort, serveProduct } from "./served";
import { ms, percentile } from "./times";
import { openDemo } from "./workspace";

const connections = 16;
const rounds = 9;
const roundSeconds = 3;
/** What was asked for last and not waited for is still being made when a round is over. */
const restSeconds = 2;
/** What a browser says: who says nothing of itself is not kept in the view log. */
const headers = {
  "accept-encoding": "gzip, deflate, br, zstd",
  "user-agent":
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
};

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
  const tableMs = await guidanceTableMs(atEnd, addresses.door + sharedLinkPath);
  const places = Object.keys(addresses) as (keyof typeof addresses)[];
  const all = { door: [], route: [], node: [], bare: [] } as Record<keyof typeof addresses, Measured[]>;
  for (const place of places) await load(addresses[place] + sharedLinkPath); // warms up
  for (let round = 0; round < rounds; round += 1) {
    for (const place of places) {
      all[place].push(await load(addresses[place] + sharedLinkPath));
      await sleep(restSeconds * 1000);
    }
  }
  told("The door in front of Next", all.door);
  told("The door as a route of Next", all.route);
  told("The floor, plain node:http", all.node);
  told("The floor, a bare page of Next", all.bare);
  console.log(`
The door serves ${ratio(all.door, all.node).toFixed(2)} of what plain node does (wanted: at least 0.6),
and ${ratio(all.door, all.bare).toFixed(1)} times what a bare page does (wanted: at least 15);
as a route of Next ${ratio(all.route, all.bare).toFixed(1)} times (wanted: at least 4).
On a slow phone the guidance table is there after ${ms(tableMs)} (wanted: under 900).`);
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

/** How many times as many requests, round by round: what slows a round slows both. */
function ratio(measured: Measured[], floor: Measured[]): number {
  return percentile(
    measured.map(({ perSecond }, round) => perSecond / (floor[round]?.perSecond ?? 0)),
    50,
  );
}

function told(name: string, measured: Measured[]): void {
  const median = (of: (each: Measured) => number) => percentile(measured.map(of), 50);
  const figures = [
    `${median(({ perSecond }) => perSecond)
      .toFixed(0)
      .padStart(6)} a second`,
    `p99 ${ms(median(({ p99 }) => p99)).padStart(10)}`,
    `${(median(({ bytes }) => bytes) / 1000).toFixed(1)} kB`,
  ];
  console.log(`${name.padEnd(32)} ${figures.join("   ")}`);
}
