"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { personAction, scriptAction } from "@/app/_server/action";
import { saveEdits } from "@/lib/notes/edit-commands";
import type { saveInput } from "@/lib/notes/input";
import { submitRevision } from "@/lib/review/commands";

export const saveAction = scriptAction((ctx, input: z.input<typeof saveInput>) => saveEdits(ctx, input));

const submission = z.object({ revisionId: z.string(), note: z.string(), summary: z.string() });

/** Leads back to the note, which says what is in review. */
export const submitAction = personAction(submission, async (ctx, { revisionId, note, summary }) => {
  await submitRevision(ctx, { revisionId, summary });
  redirect(note.startsWith("/companies/") ? note : "/");
});
