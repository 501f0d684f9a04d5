import { sql } from "drizzle-orm";
import { sha256 } from "@/lib/auth/token";
import type { Database } from "@/lib/context";
import type { Opened, Recalled } from "./frame";
import type { LinkPolicy } from "./link";
import { together } from "./together";

/** What a request has in hand: the SHA-256 of a link's token, or of a pass that its password or a code gave. */
export type Secret = string & { readonly secret: unique symbol };

export function secretOf(tokenOrPass: string): Secret {
  return sha256(tokenOrPass) as Secret;
}

export type Newer = { number: number; publishedAt: Date; contentSha256: string };

/** A link that opens, as the door knows it. */
export type OpenLink = {
  linkId: string;
  asksPassword: boolean;
  asksAddress: boolean;
  /** null: as many as one likes */
  viewsLeft: number | null;
  /** the one that was proved */
  address: string | null;
  policy: LinkPolicy;
  mayDownload: boolean;
  logsViews: boolean;
  viewsKeptDays: number;
  /** what it shows; null while it asks for something */
  shown: Shown | null;
  /** the newest revision that stands, of a link to an older one whose maker lets its readers know */
  newer: Newer | null;
};

export type Shown = {
  revisionId: string;
  number: number;
  publishedAt: Date;
  /** null: it was recalled, and no content leaves */
  contentSha256: string | null;
  recalled: Recalled | null;
};

type Row = Omit<OpenLink, "shown" | "newer"> & {
  [K in
    | "revisionId"
    | "publishedAt"
    | "contentSha256"
    | "recalledAt"
    | "reason"
    | "ticker"
    | "newerPublishedAt"
    | "newerSha256"]: string | null;
} & { number: number | null; newerNumber: number | null; period: Recalled["period"] | null };

const askers = new WeakMap<Database, (secret: Secret) => Promise<OpenLink | null>>();

/** What a token or a pass opens now; null: nothing. Asked after each request has come, so that what was ended has ended. */
export function findOpenLink(share: Database, secret: Secret): Promise<OpenLink | null> {
  const asker = askers.get(share) ?? together((each: Secret) => askForOpenLink(share, each));
  askers.set(share, asker);
  return asker(secret);
}

async function askForOpenLink(share: Database, secret: Secret): Promise<OpenLink | null> {
  const [row] = await share.execute<Row>(sql`
    select link_id as "linkId", asks_password as "asksPassword", asks_address as "asksAddress",
      views_left as "viewsLeft", address, policy, may_download as "mayDownload", logs_views as "logsViews",
      views_kept_days as "viewsKeptDays", revision_id as "revisionId", number, content_sha256 as "contentSha256",
      published_at as "publishedAt", recalled_at as "recalledAt", reason, ticker, period,
      newer_number as "newerNumber", newer_published_at as "newerPublishedAt", newer_sha256 as "newerSha256"
    from share_open(decode(${secret}, 'hex'))`);
  return row ? linkOf(row) : null;
}

function linkOf(row: Row): OpenLink {
  const { linkId, asksPassword, asksAddress, viewsLeft, address, policy, mayDownload, logsViews, viewsKeptDays } = row;
  const { newerNumber: number, newerPublishedAt, newerSha256 } = row;
  return {
    ...{ linkId, asksPassword, asksAddress, viewsLeft, address, policy, mayDownload, logsViews, viewsKeptDays },
    shown: shownOf(row),
    newer:
      number !== null && newerPublishedAt && newerSha256
        ? { number, publishedAt: new Date(newerPublishedAt), contentSha256: newerSha256 }
        : null,
  };
}

function shownOf({ revisionId, number, publishedAt, contentSha256, recalledAt, reason, ticker, period }: Row) {
  if (revisionId === null || number === null || publishedAt === null) return null;
  const recalled =
    recalledAt && ticker && period
      ? { ticker, period, number, recalledAt: new Date(recalledAt), reason: reason ?? "" }
      : null;
  return { revisionId, number, publishedAt: new Date(publishedAt), contentSha256, recalled };
}

export type Bytes = Pick<Opened, "article" | "style" | "ticker" | "period"> & {
  contentSha256: string;
  articleSha256: string;
};

/** The stored bytes of what a link shows; null: it shows none any more. */
export async function findBytes(share: Database, secret: Secret): Promise<Bytes | null> {
  const [bytes] = await share.execute<Bytes>(sql`
    select content_sha256 as "contentSha256", article, article_sha256 as "articleSha256", style, ticker, period
    from share_bytes(decode(${secret}, 'hex'))`);
  return bytes ?? null;
}

/** What a link shows as content, for a file of it, and what the newer revision says. Canonical texts. */
export async function findContents(share: Database, secret: Secret) {
  const [row] = await share.execute<{ content: string; newerContent: string | null; mayDownload: boolean }>(sql`
    select content, newer_content as "newerContent", may_download as "mayDownload"
    from share_contents(decode(${secret}, 'hex'))`);
  return row ?? null;
}

export type FeedEntry = { number: number; publishedAt: Date; recalledAt: Date | null };

/** What came out under a link that follows its note, newest first; empty: it has no feed. */
export async function listFeed(share: Database, secret: Secret): Promise<FeedEntry[]> {
  const rows = await share.execute<{
    number: number;
    publishedAt: string;
    recalledAt: string | null;
  }>(sql`
    select number, published_at as "publishedAt", recalled_at as "recalledAt"
    from share_feed(decode(${secret}, 'hex'))`);
  return rows.map(({ publishedAt, recalledAt, ...entry }) => ({
    ...entry,
    publishedAt: new Date(publishedAt),
    recalledAt: recalledAt ? new Date(recalledAt) : null,
  }));
}

/** The argon2 hash of a link's password; null: it has none, or is none. */
export async function findPasswordHash(share: Database, secret: Secret): Promise<string | null> {
  const [row] = await share.execute<{ hash: string | null }>(sql`
    select password_hash as hash from share_password(decode(${secret}, 'hex'))`);
  return row?.hash ?? null;
}
