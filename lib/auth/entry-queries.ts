import { and, eq, gt, isNull } from "drizzle-orm";
import { entryMails, users } from "@/db/schema/auth";
import type { Context } from "@/lib/context";
import type { Purpose } from "./entry-mail";
import { sha256 } from "./token";

/** Whose link of a mail it is, as long as it can be used; looking does not use it. Null: it is over, or there is none. */
export async function findBearer({ db, now }: Context, purpose: Purpose, token: string) {
  const [bearer] = await db
    .select({ userId: users.id, email: users.email, name: users.name })
    .from(entryMails)
    .innerJoin(users, and(eq(users.email, entryMails.address), isNull(users.disabledAt)))
    .where(
      and(eq(entryMails.tokenSha256, sha256(token)), eq(entryMails.purpose, purpose), gt(entryMails.expiresAt, now)),
    );
  return bearer ?? null;
}
