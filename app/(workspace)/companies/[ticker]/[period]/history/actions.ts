"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { personAction } from "@/app/_server/action";
import { tickerInput } from "@/lib/companies/input";
import { periodSchema } from "@/lib/notes/period";
import { restoreRevision } from "@/lib/notes/restore-commands";

/** Leads to the draft that says what the revision said. */
export const restoreAction = personAction(
  z.object({ revisionId: z.uuid(), ticker: tickerInput, period: periodSchema }),
  async (ctx, { revisionId: restored, ticker, period }) => {
    const { revisionId } = await restoreRevision(ctx, { revisionId: restored });
    redirect(`/companies/${ticker}/${period}/edit/${revisionId}`);
  },
);
