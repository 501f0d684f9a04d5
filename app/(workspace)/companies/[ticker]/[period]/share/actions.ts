"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { makingAction } from "@/app/_server/action";
import { parseInput } from "@/lib/errors";
import { mailIsConfigured } from "@/lib/mail/configured";
import { addressOf, type LinkAddress } from "@/lib/sharing/address";
import { issueLink } from "@/lib/sharing/commands";
import { linkFields, overAlready, passwordFields, passwordOf, termsOf, unreachable } from "@/lib/sharing/form-input";
import { issueInput } from "@/lib/sharing/input";

const form = z.object({
  linkId: z.string().optional(),
  revisionId: z.string(),
  ...linkFields.shape,
  ...passwordFields.shape,
});

export type IssuedLink = LinkAddress & { linkId: string; label: string };

/** The address is in the answer alone. */
export const issueLinkAction = makingAction(form, async (ctx, sent): Promise<IssuedLink> => {
  const { linkId, revisionId } = sent;
  const link = { ...termsOf(sent), linkId, revisionId, password: passwordOf(sent) ?? null };
  const noMail = mailIsConfigured() ? {} : unreachable(link.recipients, []);
  parseInput(issueInput, link, { ...overAlready(sent, ctx.now), ...noMail });
  const made = await issueLink(ctx, link);
  refresh(); // the list beside the form has one more
  return { ...addressOf(made.token), linkId: made.linkId, label: link.label };
});
