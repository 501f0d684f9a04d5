import { sha256 } from "@/lib/auth/token";
import { canonicalText } from "@/lib/notes/content";
import { acceptedPart } from "@/lib/publishing/cut-commands";
import { decideChanges } from "@/lib/review/decide-commands";
import { as } from "@/lib/world";
import type { Scene } from "./scenes-notes";

/** What is decided: reviews and publications. */
export const reviewScenes = {
  lookAction: async (world) => {
    const { draftId: revisionId, contentSha256, review } = await world.inReview();
    return { path: review, value: { revisionId, contentSha256, seenAt: new Date().toISOString() } };
  },
  takeBackAction: async (world) => {
    const { draftId: revisionId, edit, path: note } = await world.inReview();
    return { path: edit, form: { revisionId, note } };
  },
  bringUpToDateAction: async (world) => {
    const { draftId: revisionId, review, path: note } = await world.inReview();
    return { path: review, form: { revisionId, note } };
  },
  decideAction: async (world) => {
    const { draftId: revisionId, review } = await world.inReview();
    const { seen } = await world.changes(revisionId);
    return { path: review, form: { revisionId, changes: JSON.stringify(seen), verdict: "accepted" } };
  },
  sendBackAction: async (world) => {
    const { draftId: revisionId, review } = await world.inReview();
    return { path: review, form: { revisionId, reason: "Say since when." } };
  },
  approveAction: async (world) => {
    const { draftId: revisionId, contentSha256, review, path: note } = await world.inReview();
    return { path: review, form: { revisionId, contentSha256, note } };
  },
  publishPartAction: async (world) => {
    const { draftId: revisionId, review, path: note } = await world.inReview();
    const { seen } = await world.changes(revisionId);
    const changes = seen.slice(0, 1);
    await decideChanges(as(world.db, world.reviewer), { revisionId, verdict: "accepted", changes });
    const { reviewed } = await world.changes(revisionId);
    const partSha256 = sha256(canonicalText(acceptedPart(reviewed).content));
    return { path: `${review}/part`, form: { revisionId, partSha256, summary: "The accepted part", note } };
  },
  recallAction: async (world) => {
    const { revisionId, path: note } = await world.note();
    return { path: `${note}/recall`, form: { revisionId, reason: "A figure is wrong.", note } };
  },
} satisfies Record<string, Scene>;
