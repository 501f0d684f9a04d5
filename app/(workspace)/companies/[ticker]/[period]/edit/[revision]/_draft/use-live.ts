"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import type { DraftView } from "@/lib/notes/editor-queries";
import type { RevisionState } from "@/lib/notes/state";
import { type Live, openLive } from "@/lib/presence/live";
import type { LiveEvent, Presence } from "@/lib/presence/model";
import type { DraftStore } from "./draft-store";

/** What the stream has told of the draft as a whole. */
export type LiveState = {
  state: RevisionState;
  /** who brought it there, and when; null: it was so when the page was opened */
  news: { by: string; at: string } | null;
  /** why the page does not show the draft any more */
  rebased: { why: "merged" | "cut"; by: string } | null;
  /** everyone who had a hand in it, as far as heard; the id is null when it was the product itself */
  writers: { id: string | null; name: string }[];
  /** others who have it open, and the person's own other tabs */
  people: Presence[];
  /** why nothing more is told */
  ended: Extract<LiveEvent, { type: "ended" }>["reason"] | null;
};

/** Hears of the draft while the page can be seen, and tells where in it the person is. */
export function useLive(view: DraftView, store: DraftStore, isReady: boolean): LiveState {
  const [live, setLive] = useState<LiveState>(() => {
    return {
      state: view.state,
      news: null,
      rebased: null,
      writers: view.editors,
      people: [],
      ended: null,
    };
  });
  const reached = useRef(view.seq);
  const router = useRouter();
  useEffect(() => setLive((before) => ({ ...before, state: view.state })), [view.state]);
  useEffect(() => {
    if (!isReady) return;
    const onEvent = (event: LiveEvent) => {
      if ("seq" in event) reached.current = Math.max(reached.current, event.seq);
      if (event.type === "edited") {
        const { by } = event;
        store.hear({ ...event, by: by.name });
        setLive((before) =>
          before.writers.some(({ id }) => id === by.id) ? before : { ...before, writers: [...before.writers, by] },
        );
      }
      if (event.type === "rebased") {
        const rebased = { why: event.why, by: event.by.name };
        setLive((before) => ({ ...before, rebased }));
      }
      if (event.type === "presence") setLive((before) => ({ ...before, people: event.people }));
      if (event.type === "ended") setLive((before) => ({ ...before, ended: event.reason, people: [] }));
      if (event.type === "readers") router.refresh(); // what they see now, and that it is to be merged
      if (event.type !== "state") return;
      const { state, by, at } = event;
      setLive((before) => ({ ...before, state, news: { by: by.name, at } }));
      if (state !== "draft" && state !== "changes_requested") return;
      store.retry(false);
      router.refresh(); // why it came back, and what is asked for
    };
    const line = openLive({ revisionId: view.id, after: reached.current, onEvent });
    const stop = reportPlace(line);
    return () => {
      stop();
      line.close();
    };
  }, [view.id, store, isReady, router]);
  return live;
}

/** The field that has the focus is where the person is. */
function reportPlace(line: Live): () => void {
  const onFocus = (event: FocusEvent) => {
    const field = (event.target as Element).closest<HTMLElement>("[data-field]");
    const item = field?.closest<HTMLElement>("[data-item-id]");
    line.place(item?.dataset.itemId ?? null, field?.dataset.field ?? null);
  };
  document.addEventListener("focusin", onFocus);
  return () => document.removeEventListener("focusin", onFocus);
}
