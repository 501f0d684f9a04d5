"use client";

import { createContext, useContext, useEffect, useState, useSyncExternalStore } from "react";
import type { DraftView } from "@/lib/notes/editor-queries";
import type { FieldAddress } from "@/lib/notes/field";
import { saveAction } from "../actions";
import { DraftStore } from "./draft-store";
import { type HoldingStorage, openHoldings } from "./holding-storage";
import { emptyHolding, fieldId, type Kept } from "./kept";
import type { Snapshot } from "./snapshot";

/** What every field of the page needs: the draft of this tab, and whether it can be written in. */
type Desk = { store: DraftStore; isEditable: boolean };

const DraftContext = createContext<Desk | null>(null);
export const DraftProvider = DraftContext.Provider;

export function useDraft(): Desk {
  const desk = useContext(DraftContext);
  if (!desk) throw new Error("A field outside of a draft.");
  return desk;
}

/** The unsaved edit of a field, and whether it is under way; null when the field is saved. */
export function useKept(itemId: string, field: FieldAddress): { kept: Kept | null; isSending: boolean } {
  const { store } = useDraft();
  const id = fieldId(itemId, field);
  const kept = () => store.snapshot().kept.find((each) => each.id === id) ?? null;
  const isSending = () => store.snapshot().sending.has(id);
  return {
    kept: useSyncExternalStore(store.subscribe, kept, kept),
    isSending: useSyncExternalStore(store.subscribe, isSending, isSending),
  };
}

export function useSnapshot(store: DraftStore): Snapshot {
  return useSyncExternalStore(store.subscribe, store.snapshot, store.snapshot);
}

const nothing: HoldingStorage = { read: () => emptyHolding, write: () => true, release: () => {} };

/** The store of this tab; until the browser's storage has been read, one that shows what the server sent. */
export function useDraftStore(view: DraftView, personId: string): { store: DraftStore; isReady: boolean } {
  const [store, setStore] = useState(() => new DraftStore({ view, send: saveAction, storage: nothing }));
  const [isReady, setReady] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the page of another revision is another page
  useEffect(() => {
    let isOver = false;
    let close = () => {};
    void openHoldings(personId, view.id, () => !isOver).then((storage) => {
      if (!storage) return;
      const opened = new DraftStore({ view, send: saveAction, storage });
      close = () => {
        void opened.flush();
        opened.close();
        storage.release();
      };
      if (isOver) return close();
      setStore(opened);
      setReady(true);
    });
    return () => {
      isOver = true;
      close();
    };
  }, [view.id, personId]);
  useEffect(() => saveOnLeaving(store), [store]);
  return { store, isReady };
}

function saveOnLeaving(store: DraftStore): () => void {
  const soon = () => store.retry();
  const whenHidden = () => {
    if (document.visibilityState === "hidden") void store.flush();
  };
  addEventListener("online", soon);
  document.addEventListener("visibilitychange", whenHidden);
  return () => {
    removeEventListener("online", soon);
    document.removeEventListener("visibilitychange", whenHidden);
  };
}
