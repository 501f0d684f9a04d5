import { gzipSync } from "node:zlib";
import postgres from "postgres";
import { publishText } from "@/lib/world";
import type { AtEnd } from "./cleanup";
import { madeUpText } from "./made-up-notes";
import { type Seat, seatOf } from "./product";
import { get, hangUp } from "./requests";
import { type Changes, type ReviewSize, reviewOf } from "./reviews";
import { serveProduct } from "./served";
import { percentile, timesLine, timesOf } from "./times";
import { openDemo, type Workspace } from "./workspace";

const warmUp = 30;
const rounds = 10;
const perRound = 5;

const few: Changes = { titles: 1, bodies: 1, ratings: 1, cells: 1, words: 1, moves: 1, removals: 1, additions: 1 };
const many: Changes = {
  titles: 40,
  bodies: 40,
  ratings: 20,
  cells: 40,
  words: 20,
  moves: 10,
  removals: 15,
  additions: 15,
};
const largest = { takeaways: 75, guidance: 130, topics: 110, exchanges: 80, analysts: 29 };

type Page = { name: string; url: string; cookie: string; times: number[] };

/** The page of a review by how much there is to review, beside the list of reviews: what any page for somebody costs. */
export async function benchReview(atEnd: AtEnd): Promise<void> {
  const workspace = await openDemo(atEnd, { shared_preload_libraries: "pg_stat_statements" });
  const [writer, reviewer] = [
    await seatOf(workspace, "ana@quarterdeck.example"),
    await seatOf(workspace, "rowan@quarterdeck.example"),
  ];
  const { small, large } = await addReviews(workspace, writer, reviewer);
  const publicUrl = await serveProduct(atEnd);
  atEnd(async () => hangUp());
  const at = (name: string, path: string): Page => {
    return { name, url: `${publicUrl}${path}`, cookie: reviewer.cookie, times: [] };
  };
  const [list, seed, whole] = [
    at("The list of reviews", "/review"),
    at(sizeWords(small.size), `/review/${small.revisionId}`),
    at(sizeWords(large.size), `/review/${large.revisionId}`),
  ];
  const pages = [list, seed, whole];
  for (const page of pages) await timesOf(warmUp, () => read(page));
  for (let round = 0; round < rounds; round += 1) {
    for (const page of pages) page.times.push(...(await timesOf(perRound, () => read(page))));
  }
  const statements = await counted(workspace, atEnd);
  for (const page of pages) {
    console.log(timesLine(page.name, page.times));
    const text = await read(page);
    const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(0)} kB`;
    const [raw, zipped] = [Buffer.byteLength(text), gzipSync(text).length];
    console.log(`  ${kilobytes(raw)}, ${kilobytes(zipped)} compressed, ${await statements(page)} statements`);
  }
  const each = (page: Page, { changes }: ReviewSize) => percentile(page.times, 50) / changes;
  const [ofSeed, ofWhole] = [each(seed, small.size), each(whole, large.size)];
  console.log(
    `\nFor each change: ${ofSeed.toFixed(2)} ms on the note of the demo, ${ofWhole.toFixed(2)} ms on the large one,`,
  );
  const further =
    (percentile(whole.times, 50) - percentile(seed.times, 50)) / (large.size.changes - small.size.changes);
  console.log(
    `that is ${(ofWhole / ofSeed).toFixed(2)} times (wanted: at most 3). A further change costs ${further.toFixed(2)} ms.`,
  );
}

function sizeWords({ items, changes }: ReviewSize): string {
  return `A review of ${changes} changes in ${items} items`;
}

async function addReviews({ connection: { db } }: Workspace, { actor: writer }: Seat, { actor: reviewer }: Seat) {
  const people = { writer, reviewer };
  const small = await reviewOf(db, people, { ticker: "KC", period: "2025-Q1" }, few);
  const at = { ticker: "KC", period: "2030-Q1" } as const;
  await publishText(db, { text: madeUpText("KC", at.period, 1, largest), ...people, summary: "A large one" });
  const large = await reviewOf(db, people, at, many);
  return { small, large };
}

async function read({ url, cookie }: Page): Promise<string> {
  const { status, text } = await get(url, { cookie });
  if (status !== 200) throw new Error(`${url} answered ${status}.`);
  return text;
}

/** How many statements a page sends to the database. */
async function counted({ superUrl }: Workspace, atEnd: AtEnd): Promise<(page: Page) => Promise<number>> {
  const sql = postgres(superUrl, { max: 1, onnotice: () => {} });
  atEnd(() => sql.end());
  await sql`create extension pg_stat_statements`;
  const count = async () => Number((await sql`select sum(calls) as calls from pg_stat_statements`)[0]?.calls);
  return async (page) => {
    const before = await count();
    await read(page);
    return (await count()) - before - 1;
  };
}
