import { z } from "zod";
import { env } from "@/lib/env";

const account = z.object({ email: z.string(), name: z.string(), roles: z.array(z.string()), password: z.string() });

export const workspaceSchema = z.object({
  publicUrl: z.string(),
  databaseUrl: z.string(),
  /** as the reader's role */
  shareUrl: z.string(),
  /** where PostgreSQL logs every statement */
  log: z.string(),
  accounts: z.array(account),
  sharedLinkPath: z.string(),
});

/** The workspace that is served for a run of the browser tests: the demo's, in a folder of its own. */
export type ServedWorkspace = z.infer<typeof workspaceSchema>;

export function servedWorkspace(): ServedWorkspace {
  return workspaceSchema.parse(JSON.parse(env().QUARTERDECK_E2E ?? "null"));
}
