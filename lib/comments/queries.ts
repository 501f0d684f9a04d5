import { and, asc, eq, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { users } from "@/db/schema/auth";
import { commentMentions, comments } from "@/db/schema/comments";
import { items, revisions } from "@/db/schema/notes";
import { authorise } from "@/lib/auth/permissions";
import { readable } from "@/lib/auth/scope";
import type { Context } from "@/lib/context";
import type { Item, ItemKind } from "@/lib/notes/content";
import { readItems } from "@/lib/notes/content-queries";
import { citedText } from "@/lib/notes/field";
import type { Member } from "./mention";
import { placeOf } from "./place";

export type Comment = {
  id: string;
  by: string;
  at: Date;
  text: string;
  /** whom it calls on */
  mentioned: Member[];
};

export type Thread = {
  /** its first comment's */
  id: string;
  itemId: string;
  itemKind: ItemKind;
  /** what it is about, as it read then; null: the item */
  words: { field: string; quote: string } | null;
  /** where in the field they begin now; null for a thread on the item, and for a detached one */
  start: number | null;
  /** its words are not in the revision, or its item is not */
  isDetached: boolean;
  /** in the order in which they were written */
  comments: [Comment, ...Comment[]];
  resolved: { by: string; at: Date } | null;
};

/**
 * Every thread on the items of a revision's note, oldest first, with its place in that revision. `read`: what the revision
 * says, from whoever has read it already.
 */
export async function listThreads(ctx: Context, revisionId: string, read?: readonly Item[]): Promise<Thread[]> {
  authorise(ctx.actor, "draft.read");
  const rows = await listCommentRows(ctx, revisionId);
  if (rows.length === 0) return [];
  const all = read ?? (await readItems(ctx.db, revisionId)).content.items;
  const byId = new Map(all.map((item): [string, Item] => [item.id, item]));
  const answers = new Map<string, Comment[]>();
  for (const row of rows) {
    if (row.repliesTo) answers.set(row.repliesTo, [...(answers.get(row.repliesTo) ?? []), commentOf(row)]);
  }
  return rows.flatMap((first): Thread[] => {
    if (first.repliesTo !== null) return [];
    const { id, itemId, itemKind, resolvedAt, resolver } = first;
    return [
      {
        id,
        itemId,
        itemKind,
        ...whereOf(first, byId.get(itemId)),
        comments: [commentOf(first), ...(answers.get(id) ?? [])],
        resolved: resolvedAt && resolver ? { by: resolver, at: resolvedAt } : null,
      },
    ];
  });
}

type Row = Awaited<ReturnType<typeof listCommentRows>>[number];

function listCommentRows(ctx: Context, revisionId: string) {
  const writer = alias(users, "writer");
  const resolver = alias(users, "resolver");
  const mentioned = sql<Member[]>`coalesce((
    select json_agg(json_build_object('id', ${users.id}, 'name', ${users.name}) order by ${users.name})
    from ${commentMentions} join ${users} on ${users.id} = ${commentMentions.userId}
    where ${commentMentions.commentId} = ${comments.id}), '[]')`;
  return ctx.db
    .select({
      id: comments.id,
      repliesTo: comments.repliesTo,
      itemId: comments.itemId,
      itemKind: items.kind,
      by: writer.name,
      at: comments.writtenAt,
      text: comments.text,
      mentioned,
      field: comments.field,
      fieldText: comments.fieldText,
      quoteStart: comments.quoteStart,
      quoteEnd: comments.quoteEnd,
      resolvedAt: comments.resolvedAt,
      resolver: resolver.name,
    })
    .from(revisions)
    .innerJoin(items, eq(items.noteId, revisions.noteId))
    .innerJoin(comments, eq(comments.itemId, items.id))
    .innerJoin(writer, eq(writer.id, comments.writtenBy))
    .leftJoin(resolver, eq(resolver.id, comments.resolvedBy))
    .where(and(eq(revisions.id, revisionId), readable(ctx.actor)))
    .orderBy(asc(comments.writtenAt), asc(comments.id));
}

function commentOf({ id, by, at, text, mentioned }: Row): Comment {
  return { id, by, at, text, mentioned };
}

function whereOf(row: Row, item: Item | undefined): Pick<Thread, "words" | "start" | "isDetached"> {
  const { field, fieldText, quoteStart: start, quoteEnd: end } = row;
  if (field === null || fieldText === null || start === null || end === null) {
    return { words: null, start: null, isDetached: !item };
  }
  const now = item ? citedText(item, field) : null;
  const place = now === null ? null : placeOf({ fieldText, start, end }, now);
  return { words: { field, quote: fieldText.slice(start, end) }, start: place, isDetached: place === null };
}
