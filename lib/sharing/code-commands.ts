import { randomInt } from "node:crypto";
import { and, eq, gt, sql } from "drizzle-orm";
import { shareCodes, shareLinks } from "@/db/schema/sharing";
import type { Context } from "@/lib/context";
import { sendMail } from "@/lib/mail/send";
import { codeSha256 } from "./door-commands";

/**
 * Sends the code that somebody asked for, if the link is for their address; a later try sends another. Nothing happens to
 * what was asked for an address that the link is not for, or too long ago.
 */
export async function sendShareCode({ db }: Context, { codeId }: { codeId: string }): Promise<void> {
  const isFor = sql`(${shareCodes.address} = any(${shareLinks.recipients})
    or '@' || split_part(${shareCodes.address}, '@', 2) = any(${shareLinks.recipients}))`;
  const [asked] = await db
    .select({ address: shareCodes.address })
    .from(shareCodes)
    .innerJoin(shareLinks, eq(shareLinks.id, shareCodes.linkId))
    .where(and(eq(shareCodes.id, codeId), gt(shareCodes.expiresAt, sql`now()`), isFor));
  if (!asked) return;
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  await db
    .update(shareCodes)
    .set({ codeSha256: codeSha256(codeId, code) })
    .where(eq(shareCodes.id, codeId));
  await sendMail({
    to: asked.address,
    subject: "Your code for a shared note",
    text: `${code} is the code for the note that was shared with you.\n\nEnter it on the page that asked for it, within fifteen minutes. If you did not ask for a code, somebody typed your address; you need do nothing.\n`,
  });
}
