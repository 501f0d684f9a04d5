import {
  aliasedTable,
  and,
  asc,
  count,
  desc,
  eq,
  inArray,
  isNotNull,
  isNull,
  lte,
  max,
  type SQL,
  sql,
} from "drizzle-orm";
import { users } from "@/db/schema/auth";
import { companies, listings } from "@/db/schema/companies";
import { notes, revisions } from "@/db/schema/notes";
import { shareLinks, shareViews } from "@/db/schema/sharing";
import { authorise } from "@/lib/auth/permissions";
import type { Context } from "@/lib/context";
import type { Period } from "@/lib/notes/period";
import type { LinkTerms } from "./link";
import { isKept } from "./view-queries";

/** A shared link as the team sees it. Neither its token nor its password is kept, so neither is here. */
export type LinkView = LinkTerms & {
  id: string;
  version: number;
  company: string;
  /** the company's primary one now */
  ticker: string;
  period: Period;
  /** of the revision it was made of, which it shows unless it follows the note */
  number: number;
  /** whether what it shows now was recalled, so that its readers read that */
  isRecalled: boolean;
  hasPassword: boolean;
  viewsUsed: number;
  issuedBy: { id: string; name: string };
  issuedAt: Date;
  /** whom it was handed over to; null: it is still with whoever made it */
  keptBy: string | null;
  /** why it opens nothing; null: it opens */
  end: "ended" | "expired" | "used up" | "its keeper is gone" | null;
  revokedAt: Date | null;
  revokedBy: string | null;
  /** how often the log, as far as it is kept, says that a reader was given something */
  seen: number;
  seenAt: Date | null;
};

export type LinkFilter = {
  about?: { ticker: string; period: Period | null } | undefined;
  /** a user's id */
  maker?: string | undefined;
  /** those that end then or before */
  endsBy?: Date | undefined;
  /** also those that open nothing any more */
  withEnded?: boolean | undefined;
};

export const linksMax = 500;

/** Links of the workspace, those that end first before the others; at most `linksMax` and one, so that more shows. */
export async function listLinks(ctx: Context, { about, maker, endsBy, withEnded }: LinkFilter): Promise<LinkView[]> {
  authorise(ctx.actor, "link.read");
  return linksWhere(
    ctx,
    and(
      about &&
        sql`${companies.id} = (select ${listings.companyId} from ${listings} where ${listings.ticker} = ${about.ticker}
          order by ${listings.retiredAt} desc nulls first limit 1)`,
      about?.period ? eq(notes.period, about.period) : undefined,
      maker ? eq(shareLinks.issuedBy, maker) : undefined,
      endsBy ? lte(shareLinks.expiresAt, endsBy) : undefined,
      withEnded ? undefined : sql`${endOf(ctx)} is null`,
    ),
  );
}

/** One link; null when there is none. */
export async function findLink(ctx: Context, linkId: string): Promise<LinkView | null> {
  authorise(ctx.actor, "link.read");
  const [link] = await linksWhere(ctx, eq(shareLinks.id, linkId));
  return link ?? null;
}

/** Who ever made links, by name. */
export async function listLinkMakers(ctx: Context): Promise<{ id: string; name: string }[]> {
  authorise(ctx.actor, "link.read");
  return ctx.db
    .selectDistinct({ id: users.id, name: users.name })
    .from(shareLinks)
    .innerJoin(users, eq(users.id, shareLinks.issuedBy))
    .orderBy(asc(users.name));
}

const keepers = aliasedTable(users, "keepers");
const isKeeper = sql`${keepers.id} = coalesce(${shareLinks.keptBy}, ${shareLinks.issuedBy})`;

const isRecalled = sql<boolean>`exists (
  select from recalls where recalls.revision_id = case ${shareLinks.policy}
    when 'revision' then ${shareLinks.revisionId}
    else (
      select newest.id from revisions as newest
      where newest.note_id = ${revisions.noteId} and newest.state = 'published' order by newest.number desc limit 1
    )
  end
)`;

function endOf({ now }: Context): SQL<LinkView["end"]> {
  return sql<LinkView["end"]>`case
    when ${shareLinks.revokedAt} is not null then 'ended'
    when ${shareLinks.expiresAt} <= ${now.toISOString()} then 'expired'
    when ${shareLinks.viewsUsed} >= ${shareLinks.viewsMax} then 'used up'
    when ${keepers.disabledAt} is not null then 'its keeper is gone'
  end`;
}

async function linksWhere(ctx: Context, condition: SQL | undefined): Promise<LinkView[]> {
  const revoker = sql<string | null>`(select name from users where id = ${shareLinks.revokedBy})`;
  const rows = await ctx.db
    .select({
      id: shareLinks.id,
      version: shareLinks.version,
      label: shareLinks.label,
      policy: shareLinks.policy,
      expiresAt: shareLinks.expiresAt,
      recipients: shareLinks.recipients,
      mayDownload: shareLinks.mayDownload,
      showsNewer: shareLinks.showsNewer,
      viewsMax: shareLinks.viewsMax,
      company: companies.name,
      ticker: listings.ticker,
      period: notes.period,
      number: revisions.number,
      isRecalled,
      hasPassword: sql<boolean>`${shareLinks.passwordHash} is not null`,
      viewsUsed: shareLinks.viewsUsed,
      issuedBy: { id: users.id, name: users.name },
      issuedAt: shareLinks.issuedAt,
      keptBy: sql<string | null>`case when ${shareLinks.keptBy} is not null then ${keepers.name} end`,
      end: endOf(ctx),
      revokedAt: shareLinks.revokedAt,
      revokedBy: revoker,
    })
    .from(shareLinks)
    .innerJoin(users, eq(users.id, shareLinks.issuedBy))
    .innerJoin(keepers, isKeeper)
    .innerJoin(revisions, eq(revisions.id, shareLinks.revisionId))
    .innerJoin(notes, eq(notes.id, revisions.noteId))
    .innerJoin(companies, eq(companies.id, notes.companyId))
    .innerJoin(
      listings,
      and(eq(listings.companyId, companies.id), isNotNull(listings.primarySince), isNull(listings.retiredAt)),
    )
    .where(condition)
    .orderBy(asc(shareLinks.expiresAt), desc(shareLinks.issuedAt), asc(shareLinks.id))
    .limit(linksMax + 1);
  const seen = await countSeen(
    ctx,
    rows.map(({ id }) => id),
  );
  return rows.map(({ number, ...link }) => ({ ...link, number: number ?? 0, ...(seen.get(link.id) ?? neverSeen) }));
}

const neverSeen = { seen: 0, seenAt: null };

/** How often readers were given something by these links, of what is kept. */
async function countSeen(ctx: Context, linkIds: string[]) {
  if (linkIds.length === 0) return new Map<string, Pick<LinkView, "seen" | "seenAt">>();
  const rows = await ctx.db
    .select({ linkId: shareViews.linkId, seen: count(), seenAt: max(shareViews.at) })
    .from(shareViews)
    .where(and(inArray(shareViews.linkId, linkIds), isKept(ctx)))
    .groupBy(shareViews.linkId);
  return new Map(rows.map(({ linkId, ...seen }) => [linkId, seen]));
}
