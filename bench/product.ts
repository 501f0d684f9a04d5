import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { createSession } from "@/lib/auth/commands";
import { findActorByEmail } from "@/lib/auth/queries";
import type { UserActor } from "@/lib/context";
import { createDraft } from "@/lib/notes/commands";
import type { ItemOf } from "@/lib/notes/content";
import type { Period } from "@/lib/notes/period";
import { as, builder, saveAs } from "@/lib/world";
import { root } from "@/scripts/run";
import { post } from "./requests";
import type { Workspace } from "./workspace";

export type Seat = { actor: UserActor; cookie: string };

/** Somebody of the demo with a session, as a browser would send it. */
export async function seatOf({ connection }: Workspace, email: string): Promise<Seat> {
  const ctx = as(connection.db, builder);
  const actor = await findActorByEmail(ctx, email);
  if (!actor) throw new Error(`${email} is not in the demo.`);
  const { token } = await createSession(ctx, actor.id);
  return { actor, cookie: `session=${token}` };
}

export type BenchDraft = { path: string; revisionId: string; takeaways: ItemOf<"takeaway">[] };

/** How many can write in a draft without meeting. */
export const writersMax = 8;

/** A draft of its own on a note of the demo, with a takeaway for each writer, of whose editors the person is one. */
export async function draftOf({ connection: { db } }: Workspace, { actor }: Seat, period: Period): Promise<BenchDraft> {
  const { revisionId } = await createDraft(as(db, actor), { ticker: "KC", period, beside: true });
  const fields = { kind: "positive", title: "A title", body: "What there is to say of it." } as const;
  const edits = Array.from({ length: writersMax }, () => ({
    op: "add" as const,
    item: { id: randomUUID(), kind: "takeaway" as const, fields, citations: [], assessment: null },
    after: null,
  }));
  await saveAs(db, actor, revisionId, edits);
  const path = `/companies/KC/${period}/edit/${revisionId}`;
  return { path, revisionId, takeaways: edits.map(({ item }) => item) };
}

const manifest = z.object({
  node: z.record(z.string(), z.object({ filename: z.string().optional(), exportedName: z.string().optional() })),
});

/** The id under which the build serves the action that saves. */
export function saveActionId(): string {
  const path = join(root, ".next/server/server-reference-manifest.json");
  const { node } = manifest.parse(JSON.parse(readFileSync(path, "utf8")));
  const found = Object.entries(node).find(
    ([, { filename, exportedName }]) => exportedName === "saveAction" && filename?.includes("/edit/[revision]/"),
  );
  if (!found) throw new Error("The build has no saveAction.");
  return found[0];
}

/** Sends an edit of a takeaway's title as the editor's page does; whether it was saved. */
export async function saveTitle(
  publicUrl: string,
  { cookie, actor }: Seat,
  draft: BenchDraft,
  { actionId, itemId, base, value }: { actionId: string; itemId: string; base: string; value: string },
): Promise<boolean> {
  const edits = [{ op: "set", kind: "takeaway", itemId, field: "title", base, value }];
  const body = JSON.stringify([{ personId: actor.id, revisionId: draft.revisionId, key: randomUUID(), edits }]);
  const { status, text } = await post(`${publicUrl}${draft.path}`, body, {
    cookie,
    origin: publicUrl,
    accept: "text/x-component",
    "content-type": "text/plain;charset=UTF-8",
    "next-action": actionId,
  });
  return status === 200 && text.includes('"outcome":"saved"');
}
