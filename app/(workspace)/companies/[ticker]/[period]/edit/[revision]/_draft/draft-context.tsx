"use client";

import { unstable_isUnrecognizedActionError } from "next/navigation";
import { createContext, useContext, useEffect, useState, useSyncExternalStore } from "react";
import type { DraftView } from "@/lib/notes/editor-queries";
import type { FieldAddress } from "@/lib/notes/field";
import { saveAction } from "../actions";
import { DraftStore } from "./draft-store";
import { type HoldingStorage, openHoldings } from "./holding-storage";
import { emptyHolding, fieldId, type Kept } from "./kept";
import type { Send, Snapshot } from "./snapshot";

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
const blocked: HoldingStorage = { ...nothing, write: () => false };

/** Saves as the person whose page this is. A server that was updated meanwhile knows the page's way to save no more. */
function savingAs(personId: string): Send {
  return async (save) => {
    try {
      return await saveAction({ ...save, personId });
    } catch (error) {
      if (!unstable_isUnrecognizedActionError(error)) throw error;
      const sentence =
        "Quarterdeck was updated while this page was open. Reload it: what you wrote is kept and saved then.";
      return { refusal: { reason: "conflict", sentence } };
    }
  };
}

/** The store of this tab; until the browser's storage has been read, one that shows what the server sent. */
export function useDraftStore(view: DraftView, personId: string): { store: DraftStore; isReady: boolean } {
  const [store, setStore] = useState(() => new DraftStore({ view, send: savingAs(personId), storage: nothing }));
  const [isReady, setReady] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the page of another revision is another page
  useEffect(() => {
    let isOver = false;
    let close = () => {};
    const holdings = openHoldings(personId, view.id, () => !isOver).catch(() => blocked);
    void holdings.then((storage) => {
      if (!storage) return;
      const opened = new DraftStore({ view, send: savingAs(personId), storage });
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
  const soon = () => store.retry(false);
  const whenHidden = () => {
    if (document.visibilityState === "hidden") void store.flush();
  };
  const ask = (event: BeforeUnloadEvent) => {
    const { kept, isKept } = store.snapshot();
    if (kept.length > 0 && !isKept) event.preventDefault(); // the browser asks: nothing else would have the words
  };
  addEventListener("beforeunload", ask);
  addEventListener("online", soon);
  document.addEventListener("visibilitychange", whenHidden);
  return () => {
    removeEventListener("beforeunload", ask);
    removeEventListener("online", soon);
    document.removeEventListener("visibilitychange", whenHidden);
  };
}
