"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { personAction, scriptAction } from "@/app/_server/action";
import { Refused } from "@/lib/errors";
import { saveEdits } from "@/lib/notes/edit-commands";
import type { saveInput } from "@/lib/notes/input";
import { discardRevision, submitRevision, takeBackRevision } from "@/lib/review/commands";

/** `personId`: whose page it is. Words that one person wrote are never saved as another's who signed in meanwhile. */
export const saveAction = scriptAction(
  (ctx, { personId, ...save }: z.input<typeof saveInput> & { personId: string }) => {
    if (personId === ctx.actor.id) return saveEdits(ctx, save);
    throw new Refused(
      "forbidden",
      `You are signed in as ${ctx.actor.name} now. What is unsaved here is kept for whoever wrote it: they sign in and open this page again.`,
    );
  },
);

/** A path of the workspace, as the page that holds the form knows it. */
const notePath = z
  .string()
  .regex(/^\/companies\/[A-Z0-9.-]+\/\d{4}-Q[1-4]$/, { error: "Reload the page and try again." });
/** `reviewer.<id>`: somebody who is asked. */
const submission = z
  .looseObject({ revisionId: z.string(), note: notePath, summary: z.string() })
  .transform(({ revisionId, note, summary, ...rest }) => {
    const names = Object.keys(rest).filter((name) => name.startsWith("reviewer."));
    return { revisionId, note, summary, reviewerIds: names.map((name) => name.slice("reviewer.".length)) };
  });

/** Leads back to the note, which says what is in review. */
export const submitAction = personAction(submission, async (ctx, { note, ...submitted }) => {
  await submitRevision(ctx, submitted);
  redirect(`${note}?done=${submitted.revisionId}`);
});

export const takeBackAction = personAction(
  z.object({ revisionId: z.uuid(), note: notePath }),
  async (ctx, { revisionId, note }) => {
    await takeBackRevision(ctx, { revisionId });
    redirect(`${note}/edit/${revisionId}`);
  },
);

/** Leads to the note, or to the company when nothing is left of the note. */
export const discardAction = personAction(
  z.object({ revisionId: z.uuid(), note: notePath }),
  async (ctx, { revisionId, note }) => {
    const { isLast } = await discardRevision(ctx, { revisionId });
    redirect(`${isLast ? note.slice(0, note.lastIndexOf("/")) : note}?done=${revisionId}`);
  },
);
