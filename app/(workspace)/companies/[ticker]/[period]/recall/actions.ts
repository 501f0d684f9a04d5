"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { personAction } from "@/app/_server/action";
import { recallRevision } from "@/lib/publishing/recall-commands";

const recall = z.object({
  revisionId: z.string(),
  reason: z.string(),
  /** a path of the workspace, as the page that holds the form knows it */
  note: z.string().regex(/^\/companies\/[A-Z0-9.-]+\/\d{4}-Q[1-4]$/, { error: "Reload the page and try again." }),
});

export const recallAction = personAction(recall, async (ctx, { note, ...input }) => {
  await recallRevision(ctx, input);
  redirect(note);
});
