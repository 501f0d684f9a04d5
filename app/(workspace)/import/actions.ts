"use server";

import { redirect } from "next/navigation";
import { personAction } from "@/app/_server/action";
import { importNote } from "@/lib/transfer/commands";
import { importInput } from "@/lib/transfer/input";

export const importAction = personAction(importInput, async (ctx, { text, options }) => {
  const { ticker, period, revisionId, isPublished } = await importNote(ctx, text, { ...options, asks: true });
  redirect(`/companies/${ticker}/${period}${isPublished ? "" : `/edit/${revisionId}`}`);
});
