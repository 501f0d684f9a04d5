"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { makingAction } from "@/app/_server/action";
import { revokeLinks } from "@/lib/sharing/commands";

/** `link.<id>`: a link that is chosen. */
const form = z.record(z.string(), z.string());

export const endLinksAction = makingAction(form, async (ctx, sent): Promise<{ ended: number }> => {
  const chosen = Object.keys(sent).flatMap((name) => (name.startsWith("link.") ? [name.slice(5)] : []));
  const { revoked } = await revokeLinks(ctx, chosen);
  refresh();
  return { ended: revoked };
});
