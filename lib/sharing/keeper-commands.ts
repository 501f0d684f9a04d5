import { and, inArray, isNull, sql } from "drizzle-orm";
import { shareLinks, sharePasses } from "@/db/schema/sharing";
import type { Context } from "@/lib/context";

/** Links that somebody has, made by them or handed to them, and that were not ended. */
const keptBy = (personId: string) =>
  and(sql`coalesce(${shareLinks.keptBy}, ${shareLinks.issuedBy}) = ${personId}`, isNull(shareLinks.revokedAt));

/** Ends what links somebody has, within the command of whoever ends them. Their ids. */
export async function endLinksOf({ db, now }: Context, personId: string, revokedBy: string): Promise<string[]> {
  const ended = await db
    .update(shareLinks)
    .set({ revokedAt: now, revokedBy })
    .where(keptBy(personId))
    .returning({ id: shareLinks.id });
  const ids = ended.map(({ id }) => id);
  if (ids.length > 0) await db.delete(sharePasses).where(inArray(sharePasses.linkId, ids));
  return ids;
}

/** Hands what links somebody has to somebody else: they go on opening, and stay made by whoever made them. Their ids. */
export async function handOverLinks({ db }: Context, personId: string, to: string): Promise<string[]> {
  const handed = await db
    .update(shareLinks)
    .set({ keptBy: to, version: sql`${shareLinks.version} + 1` })
    .where(keptBy(personId))
    .returning({ id: shareLinks.id });
  return handed.map(({ id }) => id);
}
