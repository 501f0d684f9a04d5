import { deleteEndedSessions } from "@/lib/auth/commands";
import { sendEntryMail } from "@/lib/auth/entry-commands";
import type { tasks } from "@/lib/jobs/task";
import type { Work } from "@/lib/jobs/worker";
import { sendInvitation } from "@/lib/people/invite-commands";
import { sendShareCode } from "@/lib/sharing/code-commands";
import { forgetReaders } from "@/lib/sharing/forget-commands";

/** Who does each task; here, since every room may have one. */
export const work: Work<typeof tasks> = {
  deleteEndedSessions,
  sendInvitation,
  sendEntryMail,
  sendShareCode,
  forgetReaders,
};
