"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { makingAction } from "@/app/_server/action";
import { mailIsConfigured } from "@/lib/mail/configured";
import { addressOf, type LinkAddress } from "@/lib/sharing/address";
import { issueLink } from "@/lib/sharing/commands";
import { linkFields, passwordFields, passwordOf, refuseUnreachable, termsOf } from "@/lib/sharing/form-input";

const form = z.object({
  linkId: z.string().optional(),
  revisionId: z.string(),
  ...linkFields.shape,
  ...passwordFields.shape,
});

export type IssuedLink = LinkAddress & { linkId: string; label: string };

/** The address is in the answer alone. */
export const issueLinkAction = makingAction(form, async (ctx, sent): Promise<IssuedLink> => {
  const terms = termsOf(sent);
  if (!mailIsConfigured()) refuseUnreachable(terms.recipients, []);
  const made = await issueLink(ctx, {
    ...terms,
    linkId: sent.linkId,
    revisionId: sent.revisionId,
    password: passwordOf(sent) ?? null,
  });
  refresh(); // the list beside the form has one more
  return { ...addressOf(made.token), linkId: made.linkId, label: terms.label };
});
