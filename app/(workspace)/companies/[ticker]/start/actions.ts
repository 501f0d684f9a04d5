"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { personAction } from "@/app/_server/action";
import { tickerInput } from "@/lib/companies/input";
import { carryForward } from "@/lib/notes/carry-commands";
import { createDraft } from "@/lib/notes/commands";
import { periodSchema } from "@/lib/notes/period";

const quarter = z.object({ ticker: tickerInput, period: periodSchema });

/** Opens a draft of a note, or the one that is open already unless one `beside` it is asked for. */
export const createDraftAction = personAction(
  quarter.extend({ beside: z.literal("yes").optional() }),
  async (ctx, { ticker, period, beside }) => {
    const { revisionId } = await createDraft(ctx, { ticker, period, beside: beside === "yes" });
    redirect(`/companies/${ticker}/${period}/edit/${revisionId}`);
  },
);

export const carryForwardAction = personAction(quarter, async (ctx, { ticker, period }) => {
  const { revisionId } = await carryForward(ctx, { ticker, period });
  redirect(`/companies/${ticker}/${period}/edit/${revisionId}`);
});
