import { z } from "zod";

/** Ids alone: what they stand for is read when the job runs, so that no address and no secret waits in the queue. */
type Payload = z.ZodObject<Record<string, z.ZodUUID>>;

export type Task<P extends Payload = Payload> = {
  name: string;
  /** what it does, to an admin */
  words: string;
  payload: P;
  /** done by itself once a day, with an empty payload */
  daily?: true;
  /** sends mail: left to processes that can */
  mail?: true;
};

/** What can be done later; `scripts/tasks.ts` says how. */
export const tasks = {
  deleteEndedSessions: {
    name: "sessions.delete_ended",
    words: "Delete sessions that have ended",
    payload: z.object({}),
    daily: true,
  },
  sendInvitation: {
    name: "invitation.send",
    words: "Send an invitation",
    payload: z.object({ invitationId: z.uuid() }),
  },
  sendEntryMail: {
    name: "entry.mail",
    words: "Send a link to sign in or to choose a new password",
    payload: z.object({ mailId: z.uuid() }),
  },
  sendShareCode: {
    // the name that share_ask_code has for it
    name: "share.code",
    words: "Send a reader the code of a shared link",
    payload: z.object({ codeId: z.uuid() }),
    mail: true,
  },
  forgetReaders: {
    name: "share.forget",
    words: "Delete views of shared links that are old, and codes and counts that are over",
    payload: z.object({}),
    daily: true,
  },
} satisfies Record<string, Task>;

/** What a task is called where an admin reads of it. */
export function formatTask(name: string): string {
  return Object.values<Task>(tasks).find((task) => task.name === name)?.words ?? name;
}

/** How often a job is tried, over about half an hour, before it is given up. */
export const triesMax = 8;

/** Why a job could not be done. Admins read the sentence, so it holds no address and no secret. */
export class JobFailed extends Error {}
