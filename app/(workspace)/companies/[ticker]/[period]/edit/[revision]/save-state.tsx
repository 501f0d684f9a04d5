"use client";

import type { Snapshot } from "./_draft/snapshot";

/** Whether all of the draft is saved, in a few words; said when it changes for the worse. */
export function SaveState({ snapshot }: { snapshot: Snapshot }) {
  const { saving, savedAt, kept, isKept } = snapshot;
  const conflicts = kept.filter(({ conflict }) => conflict).length;
  const problems = kept.filter(({ problem }) => problem).length;
  if (kept.length > 0 && !isKept) return <span>{notKept}</span>;
  if (conflicts + problems > 0) {
    const parts = [conflicts > 0 && counted(conflicts, "conflict"), problems > 0 && `${problems} not saved`];
    return <span>{parts.filter(Boolean).join(", ")}</span>;
  }
  const isSaved = savedAt === null ? "All saved" : `Draft saved ${formatTime(savedAt)}`;
  return <span>{saving === "saved" ? isSaved : words[saving]}</span>;
}

const words = {
  saving: "Saving",
  unsaved: "Unsaved, saving shortly",
  unreachable: "Unsaved: the server cannot be reached. Kept in this browser, trying again",
  refused: "Unsaved: the server refused",
};

const notKept = "Unsaved, and this browser keeps nothing: leave the page open until it is saved";

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** `14:25 UTC` */
function formatTime(at: Date): string {
  return `${at.toISOString().slice(11, 16)} UTC`;
}
