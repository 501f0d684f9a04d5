"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { personAction, scriptAction } from "@/app/_server/action";
import { Refused } from "@/lib/errors";
import { approveRevision } from "@/lib/publishing/commands";
import { publishPart } from "@/lib/publishing/cut-commands";
import { takeBackRevision } from "@/lib/review/commands";
import { decideChanges, sendBackRevision } from "@/lib/review/decide-commands";
import { rememberLook } from "@/lib/review/look-commands";

const reload = { error: "Reload the page and try again." };
const seenChange = z.object({
  itemId: z.string(),
  part: z.enum(["text", "assessment", "place"]),
  changeSha256: z.string(),
});
const verdict = z.enum(["accepted", "change_requested", "undecided"], reload);

/** Several changes as one field of a form, in JSON. */
const changes = z.string().transform((written, context) => {
  try {
    return z.array(seenChange).parse(JSON.parse(written));
  } catch {
    context.addIssue(reload.error);
    return z.NEVER;
  }
});

export const decideAction = personAction(
  z.object({ revisionId: z.string(), changes, verdict, comment: z.string().default("") }),
  async (ctx, input) => {
    await decideChanges(ctx, input);
    refresh();
  },
);

/** A path of the workspace, as the page that holds the form knows it. */
const notePath = z.string().regex(/^\/companies\/[A-Z0-9.-]+\/\d{4}-Q[1-4]$/, reload);

/** Leads to the note, which shows what is out; where another approval is asked for, the page says who has given theirs. */
export const approveAction = personAction(
  z.object({ revisionId: z.string(), contentSha256: z.string(), note: notePath }),
  async (ctx, { revisionId, contentSha256, note }) => {
    const { number } = await approveRevision(ctx, { revisionId, contentSha256 });
    refresh(); // the count in the navigation too, which a redirect alone leaves as it was
    if (number !== null) redirect(`${note}?done=${revisionId}`);
  },
);

export const publishPartAction = personAction(
  z.object({ revisionId: z.string(), partSha256: z.string(), summary: z.string(), note: notePath }),
  async (ctx, { note, ...part }) => {
    const { revisionId, number } = await publishPart(ctx, part).catch((error: unknown) => {
      // Another part is shown with the refusal. Where there is none any more the page stays, with what was typed.
      if (error instanceof Refused && error.field === "partSha256") refresh();
      throw error;
    });
    refresh();
    redirect(number === null ? `/review/${revisionId}` : `${note}?done=${revisionId}`);
  },
);

export const sendBackAction = personAction(
  z.object({ revisionId: z.string(), reason: z.string() }),
  async (ctx, input) => {
    await sendBackRevision(ctx, input);
    refresh();
    redirect(`/review?done=${input.revisionId}`);
  },
);

/** A revision in review that was overtaken: taken back, it is merged with what came out. */
export const bringUpToDateAction = personAction(
  z.object({ revisionId: z.uuid(), note: notePath }),
  async (ctx, { revisionId, note }) => {
    await takeBackRevision(ctx, { revisionId });
    redirect(`${note}/edit/${revisionId}/merge`);
  },
);

export const lookAction = scriptAction(rememberLook);
