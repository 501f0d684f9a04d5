import { deleteEndedSessions } from "@/lib/auth/commands";
import type { tasks } from "@/lib/jobs/task";
import type { Work } from "@/lib/jobs/worker";

/** Who does each task; here, since every room may have one. */
export const work: Work<typeof tasks> = {
  deleteEndedSessions,
};
