"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { personAction } from "@/app/_server/action";
import { bringUpToDate } from "@/lib/notes/merge-commands";
import { choicesOf } from "./choices";

const merging = z.looseObject({
  revisionId: z.string(),
  seen: z.string(),
  note: z.string().regex(/^\/companies\/[A-Z0-9.-]+\/\d{4}-Q[1-4]$/),
});

/** Leads back into the draft, which has what was published then. */
export const mergeAction = personAction(merging, async (ctx, { revisionId, seen, note, ...form }) => {
  refresh(); // a refusal is shown on the page as it is now
  await bringUpToDate(ctx, { revisionId, seen, choices: choicesOf(form) });
  redirect(`${note}/edit/${revisionId}`);
});
