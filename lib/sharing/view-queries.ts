import { and, desc, eq, exists, lt, sql } from "drizzle-orm";
import { revisions } from "@/db/schema/notes";
import { publications } from "@/db/schema/publishing";
import { shareViews, sharingSettings } from "@/db/schema/sharing";
import { authorise } from "@/lib/auth/permissions";
import type { Context } from "@/lib/context";
import type { Period } from "@/lib/notes/period";
import type { Opened } from "./frame";

/** That a reader was given a page or a file. */
export type LinkVisit = {
  id: number;
  at: Date;
  what: "page" | "pdf" | "markdown" | "json";
  /** of the revision they were given */
  number: number;
  /** `203.0.113.0/24` or `2001:db8:7::/48` */
  network: string;
  /** `Safari on iOS` */
  browser: string;
  /** the one that was proved; null: none was asked for */
  address: string | null;
};

export const visitsPerPage = 100;

/** What readers of a link were given, newest first, older than the one with the number `before`; one more than a page, so that more shows. */
export async function listVisits(
  ctx: Context,
  linkId: string,
  { before, limit = visitsPerPage }: { before?: number | undefined; limit?: number } = {},
): Promise<LinkVisit[]> {
  authorise(ctx.actor, "link.read");
  const { id, at, what, network, browser, address } = shareViews;
  const rows = await ctx.db
    .select({ id, at, what, network, browser, address, number: revisions.number })
    .from(shareViews)
    .innerJoin(revisions, eq(revisions.id, shareViews.revisionId))
    .where(and(eq(shareViews.linkId, linkId), isKept(ctx), before ? lt(id, before) : undefined))
    .orderBy(desc(id))
    .limit(limit + 1);
  return rows.map(({ number, ...row }) => ({ ...row, number: number ?? 0 }));
}

/** What is older than the workspace keeps it is not shown either, before it is deleted. */
export function isKept({ now }: Context) {
  return sql`${shareViews.at} > ${now.toISOString()}::timestamptz
    - (select ${sharingSettings.viewsKeptDays} from ${sharingSettings}) * interval '1 day'`;
}

/** The stored bytes that readers of a link were given as this revision, recalled since or not; null: the log has no such view. */
export async function findSeen(ctx: Context, linkId: string, number: number): Promise<Opened | null> {
  authorise(ctx.actor, "link.read");
  const isInLog = ctx.db
    .select({ id: shareViews.id })
    .from(shareViews)
    .where(and(eq(shareViews.linkId, linkId), eq(shareViews.revisionId, revisions.id), isKept(ctx)));
  const [seen] = await ctx.db
    .select({
      article: publications.article,
      style: publications.style,
      contentSha256: revisions.contentSha256,
      ticker: sql<string>`${revisions.content}::json ->> 'ticker'`,
      period: sql<Period>`${revisions.content}::json ->> 'period'`,
    })
    .from(publications)
    .innerJoin(revisions, eq(revisions.id, publications.revisionId))
    .where(and(eq(revisions.number, number), exists(isInLog)));
  return seen ? { ...seen, number, contentSha256: seen.contentSha256 ?? "" } : null;
}
