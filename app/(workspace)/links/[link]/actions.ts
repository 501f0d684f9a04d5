"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { makingAction, personAction } from "@/app/_server/action";
import { parseInput } from "@/lib/errors";
import { mailIsConfigured } from "@/lib/mail/configured";
import { addressOf, type LinkAddress } from "@/lib/sharing/address";
import { changeLink, replaceToken, revokeLinks } from "@/lib/sharing/commands";
import { linkFields, overAlready, passwordFields, passwordOf, termsOf, unreachable } from "@/lib/sharing/form-input";
import { changeInput } from "@/lib/sharing/input";
import { findLink } from "@/lib/sharing/link-queries";

const linkId = z.uuid({ error: "There is no such link." });
const changes = z.object({ linkId, version: z.coerce.number(), ...linkFields.shape, ...passwordFields.shape });

export const changeLinkAction = personAction(changes, async (ctx, { linkId, version, ...sent }) => {
  refresh(); // a refusal is shown beside the link as it is now
  const link = { ...termsOf(sent), linkId, version, password: passwordOf(sent) };
  const isBarred = !mailIsConfigured() && link.recipients.length > 0;
  const noMail = isBarred ? unreachable(link.recipients, (await findLink(ctx, linkId))?.recipients ?? []) : {};
  parseInput(changeInput, link, { ...overAlready(sent, ctx.now), ...noMail });
  const { version: saved } = await changeLink(ctx, link);
  redirect(`/links/${linkId}?saved=${saved}`);
});

const replacing = z.object({ linkId, version: z.coerce.number() });

/** The address is in the answer alone. */
export const replaceTokenAction = makingAction(replacing, async (ctx, { linkId, version }): Promise<LinkAddress> => {
  refresh(); // what the forms were read from has another version
  const { token } = await replaceToken(ctx, linkId, version);
  return addressOf(token);
});

export const endLinkAction = personAction(z.object({ linkId }), async (ctx, { linkId }) => {
  await revokeLinks(ctx, [linkId]);
  redirect(`/links/${linkId}?ended`);
});
