"use server";

import { refresh } from "next/cache";
import { personAction } from "@/app/_server/action";
import { addComment, reopenThread, replyToComment, resolveThread } from "@/lib/comments/commands";
import { addCommentForm, replyForm, threadInput } from "@/lib/comments/input";

const thread = threadInput.strip();

export const addCommentAction = personAction(addCommentForm, async (ctx, { quote, field, ...comment }) => {
  const words = quote?.trim() ? { quote, field: field || null, start: null } : null;
  await addComment(ctx, { ...comment, words });
  refresh();
});

export const replyAction = personAction(replyForm, async (ctx, reply) => {
  refresh(); // a refusal is shown beside the thread as it is now
  await replyToComment(ctx, reply);
});

export const resolveAction = personAction(thread, async (ctx, asked) => {
  refresh();
  await resolveThread(ctx, asked);
});

export const reopenAction = personAction(thread, async (ctx, asked) => {
  refresh();
  await reopenThread(ctx, asked);
});
