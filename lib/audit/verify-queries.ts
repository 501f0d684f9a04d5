import { setTimeout as sleep } from "node:timers/promises";
import { asc, gt, sql } from "drizzle-orm";
import { auditEvents } from "@/db/schema/audit";
import { authorise } from "@/lib/auth/permissions";
import { sha256 } from "@/lib/auth/token";
import type { Context, Database } from "@/lib/context";
import { type Break, breakAt, type Head, hashedText, type Link } from "./chain";
import { headsFile, isHeaded, readHeads } from "./heads";

const page = 500;

export type Verification = {
  /** how many events stand in the trail up to the first that is broken */
  events: number;
  broken: Break | null;
  /** the file of heads; null where none is kept */
  file: string | null;
  /** how many heads it has */
  heads: number;
  /** publications that it has no head of: it could not be written, was replaced, or is younger than they are */
  unheaded: Head[];
  /** numbers of its lines that cannot be read */
  unreadable: number[];
  /** why the whole of it could not be, so that nothing was compared with it; null when it could */
  failure: string | null;
};

/** Walks the whole trail, computes every hash again, and compares it with the heads that are kept outside the database. */
export async function verifyTrail(ctx: Context): Promise<Verification> {
  authorise(ctx.actor, "audit.read");
  const file = headsFile();
  const { heads, unreadable, failure } = file ? await readHeads(file) : { heads: [], unreadable: [], failure: null };
  const kept = new Map<number, Set<string>>();
  for (const { seq, sha256 } of heads) kept.set(seq, new Set(kept.get(seq)).add(sha256));
  const published: Head[] = [];
  let last: Head | undefined;
  let broken: Break | null = null;
  for await (const link of listLinks(ctx.db)) {
    broken = breakAt(link, sha256(hashedText(link)), last);
    const known = kept.get(link.seq);
    if (!broken && known && !(known.size === 1 && known.has(link.sha256)))
      broken = { what: "rewritten", seq: link.seq };
    if (broken) break;
    last = { seq: link.seq, sha256: link.sha256 };
    if (isHeaded(link.action)) published.push(last);
  }
  const events = last?.seq ?? 0;
  const head = heads.reduce((highest, { seq }) => Math.max(highest, seq), 0);
  if (!broken && head > events) broken = { what: "cut", seq: events, head };
  const unheaded = file && !failure ? await withoutHead(file, published) : [];
  return { events, broken, file, heads: heads.length, unheaded, unreadable, failure };
}

/** A publication that has just committed may be about to write its head, so what is missing is looked for once more. */
async function withoutHead(file: string, published: Head[]): Promise<Head[]> {
  const missing = async (of: Head[]) => {
    const { heads } = of.length > 0 ? await readHeads(file) : { heads: [] };
    const known = new Set(heads.map(({ seq }) => seq));
    return of.filter(({ seq }) => !known.has(seq));
  };
  const first = await missing(published);
  if (first.length === 0) return [];
  await sleep(1_000);
  return missing(first);
}

/** Every event in order, some at a time, so that a long trail needs no more room than a short one. */
async function* listLinks(db: Database): AsyncGenerator<Link> {
  let after: number | null = null;
  for (;;) {
    const links: Link[] = await db
      .select({
        seq: auditEvents.seq,
        at: sql<string>`to_char(${auditEvents.at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
        actor: auditEvents.actor,
        action: auditEvents.action,
        subjectKind: auditEvents.subjectKind,
        subjectId: auditEvents.subjectId,
        before: sql<string | null>`${auditEvents.before}::text`,
        after: sql<string | null>`${auditEvents.after}::text`,
        previousSha256: auditEvents.previousSha256,
        sha256: auditEvents.sha256,
        hashVersion: auditEvents.hashVersion,
      })
      .from(auditEvents)
      .where(after === null ? undefined : gt(auditEvents.seq, after))
      .orderBy(asc(auditEvents.seq))
      .limit(page);
    yield* links;
    const last = links.at(-1);
    if (!last || links.length < page) return;
    after = last.seq;
  }
}
