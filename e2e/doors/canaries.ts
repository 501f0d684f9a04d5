import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { createSession } from "@/lib/auth/commands";
import { hashPassword } from "@/lib/auth/password";
import { may, type Permission } from "@/lib/auth/permissions";
import { newToken, sha256 } from "@/lib/auth/token";
import { addComment, replyToComment } from "@/lib/comments/commands";
import { invite } from "@/lib/people/invite-commands";
import { decideChanges, sendBackRevision } from "@/lib/review/decide-commands";
import { set } from "@/lib/review/fixtures/reviewing";
import { as, saveAs } from "@/lib/world";
import type { Principal } from "./principals";
import { withFactor } from "./scenes-account";
import { parts, type World } from "./world";

/** A text that stands somewhere in the database, and what whoever sees it must have; null: nobody sees it. */
export type Canary = { text: string; where: string; asks: Permission | null; except?: string };

const mark = (where: string) => `canary of ${where} ${randomBytes(6).toString("hex")}`;

/** Plants texts in drafts, comments and reviews, and fills every table that holds secrets. */
export async function plantCanaries(world: World): Promise<Canary[]> {
  const { db, writer, reviewer, editor } = world;
  const words = (where: string): Canary => ({ text: mark(where), where, asks: "draft.read" });
  const [draftText, comment, reply, reason, verdict] = ["draft", "comment", "reply", "reason", "verdict"].map(words);
  if (!draftText || !comment || !reply || !reason || !verdict) throw new Error("Nothing to plant.");
  const draft = await world.draft();
  const revisionId = draft.draftId;
  const { positive, risk } = parts(await world.content(revisionId));
  await saveAs(db, writer, revisionId, [set(positive, "body", draftText.text)]);
  const said = { revisionId, itemId: risk.id, text: comment.text, words: null };
  const { commentId } = await addComment(as(db, writer), said);
  await replyToComment(as(db, editor), { commentId, revisionId, text: reply.text });
  const review = await world.inReview(draft);
  const { seen } = await world.changes(review.draftId);
  const asked = { verdict: "change_requested", changes: seen.slice(0, 1), comment: verdict.text } as const;
  await decideChanges(as(db, reviewer), { revisionId: review.draftId, ...asked });
  await sendBackRevision(as(db, reviewer), { revisionId: review.draftId, reason: reason.text });
  await plantSecrets(world);
  const addresses = await addressesIn(world);
  return [draftText, comment, reply, reason, verdict, ...addresses, ...(await secretsIn(world))];
}

/** A row in each table that holds a secret. */
async function plantSecrets(world: World): Promise<void> {
  const { db } = world;
  await withFactor(world, world.team["another analyst"]);
  const { email } = await world.member();
  await invite(as(db, world.admin), { email: `i${email}`, roles: ["viewer"] });
  await db.execute(sql`insert into entry_mails (purpose, address, token_sha256, expires_at)
    values ('reset', ${email}, ${sha256(newToken())}, now() + interval '10 minutes')`);
  const { linkId } = await world.link();
  const hash = await hashPassword("a password of a link");
  await world.write(sql`update share_links set password_hash = ${hash} where id = ${linkId}`);
  await createSession(as(db, world.writer), world.writer.id);
}

/** Every address but those of whoever writes, which are offered where a company's owner is chosen. */
async function addressesIn({ db }: World): Promise<Canary[]> {
  const rows = await db.execute<{ email: string; writes: boolean }>(sql`
    select email, exists (select from user_roles where user_id = users.id and role in ('analyst', 'reviewer'))
      and disabled_at is null as writes from users
    union select email, false from invitations`);
  return rows.map(({ email, writes }) => {
    return { text: email, where: "addresses", asks: writes ? "company.edit" : "user.read", except: email };
  });
}

/** What stands in every column that is called after a secret. */
async function secretsIn({ db }: World): Promise<Canary[]> {
  const columns = await db.execute<{ table_name: string; column_name: string }>(sql`
    select table_name, column_name from information_schema.columns
    where table_schema = 'public' and (column_name ~ '(token|password|code|recovery|pass|secret)' or column_name ~ '^secret')
      and column_name ~ '(hash|sha256|secret)' and has_column_privilege(quote_ident(table_name), column_name, 'select')`);
  const found: Canary[] = [];
  for (const { table_name: table, column_name: column } of columns) {
    const rows = await db.execute<{ text: string }>(
      sql.raw(
        `select distinct regexp_split_to_table(trim(both '{}' from "${column}"::text), ',') as text from "${table}" where "${column}" is not null`,
      ),
    );
    for (const { text } of rows) if (text.length > 20) found.push({ text, where: `${table}.${column}`, asks: null });
  }
  return found;
}

/** Whether a principal may come upon it. */
export function maySee({ asks, except }: Canary, { actor, email }: Principal): boolean {
  if (actor && except !== undefined && except === email) return true;
  return asks !== null && actor !== null && may(actor, asks);
}
