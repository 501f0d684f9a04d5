"use client";

import { type ReactNode, useEffect, useMemo } from "react";
import type { Item } from "@/lib/notes/content";
import { itemsOf } from "@/lib/notes/content";
import type { Change } from "@/lib/notes/diff";
import type { DraftView } from "@/lib/notes/editor-queries";
import { itemLabels } from "@/lib/notes/labels";
import { editableStates } from "@/lib/notes/state";
import { Contents } from "../../contents";
import page from "../../note-columns.module.css";
import rail from "../../rail.module.css";
import { DraftProvider, useDraftStore, useSnapshot } from "./_draft/draft-context";
import type { DraftStore } from "./_draft/draft-store";
import { useLive } from "./_draft/use-live";
import { HeadlineEditor } from "./_items/headline-editor";
import { NoteEditor } from "./_items/note-editor";
import { checksOf } from "./checks";
import { Discard } from "./discard";
import { DraftChecks } from "./draft-checks";
import style from "./draft-editor.module.css";
import { EditBar } from "./edit-bar";
import { Crumb, DraftFacts } from "./editor-masthead";
import { Overtaken } from "./overtaken";
import { PendingChanges } from "./pending-changes";
import { PeopleHere } from "./people-here";
import { Standoffs } from "./standoffs";
import { StateNotice } from "./state-notice";

type DraftEditorProps = {
  view: DraftView;
  person: { id: string; name: string };
  mayEdit: boolean;
  /** who can be asked for a review, and who is as things stand */
  reviewers: { offered: readonly { id: string; name: string }[]; chosen: readonly string[] };
  /** whether the workspace submits no takeaway without a source */
  uncitedBlocks: boolean;
  /** what is to be known before writing */
  notices: ReactNode;
  /** how many threads of comments the children are about */
  threads: number;
  /** what stands below the note */
  children: ReactNode;
};

/** The note, edited in place: the page that readers will see, with what is pending at its side and the way on below. */
export function DraftEditor({ view, person, mayEdit, threads, notices, children, ...review }: DraftEditorProps) {
  const { store, isReady } = useDraftStore(view, person.id);
  const snapshot = useSnapshot(store);
  const { shown, changes, kept } = snapshot;
  const live = useLive(view, store, isReady);
  const isWritten = (editableStates as readonly string[]).includes(live.state);
  const isOpen = mayEdit && isWritten && !live.ended && !live.rebased;
  const isEditable = isOpen && isReady;
  const labels = useMemo(() => itemLabels(shown), [shown]);
  const was = useMemo(
    () => new Map(view.base?.content.items.map((item): [string, Item] => [item.id, item])),
    [view.base],
  );
  const numbers = useMemo(() => numbersOf(changes), [changes]);
  const desk = useMemo(() => ({ store, isEditable }), [store, isEditable]);
  useUndoKeys(store, isEditable);
  const checks = checksOf({
    content: shown,
    labels,
    displaced: snapshot.displaced,
    uncitedBlocks: review.uncitedBlocks,
  });
  const offered = review.reviewers.offered.filter(({ id }) => live.writers.every((writer) => writer.id !== id));
  const sections = [...sectionsOf(shown), { id: "comments", name: "Comments", count: threads }];
  const parts = {
    content: shown,
    labels,
    was,
    numbers,
    assessed: view.assessed,
    previousMentions: view.previousMentions,
  };
  return (
    <DraftProvider value={desk}>
      <main id="main" className={style.editing} data-ready={isReady ? "" : undefined}>
        <Crumb view={view} />
        <PeopleHere people={live.people} personId={person.id} content={shown} labels={labels} />
        <StateNotice view={view} live={live} mayEdit={mayEdit} unsaved={kept.length} />
        {isWritten && !live.rebased && (
          <>
            {mayEdit && <Overtaken view={view} />}
            {notices}
          </>
        )}
        <Standoffs kept={kept} labels={labels} was={was} />
        <HeadlineEditor content={shown} was={was} numbers={numbers} />
        <DraftFacts view={view} live={live} snapshot={snapshot} person={person} />
        <noscript>
          <p className={style.noscript}>Editing needs scripts. Without them this page shows the draft as it is.</p>
        </noscript>
        <div className={page.columns}>
          <Contents sections={sections} />
          <div className={page.note}>
            <NoteEditor {...parts} />
            {children}
          </div>
          <aside className={rail.rail} aria-label="Pending changes and checks">
            <PendingChanges changes={changes} labels={labels} against={againstOf(view)} />
            <DraftChecks checks={checks} />
            {isEditable && <Discard view={view} />}
          </aside>
        </div>
      </main>
      {isOpen && (
        <EditBar
          view={view}
          snapshot={snapshot}
          isReady={isReady}
          checks={checks}
          reviewers={{ offered, chosen: new Set(review.reviewers.chosen) }}
        />
      )}
    </DraftProvider>
  );
}

/** What the draft is compared with, in words; null: nothing. */
function againstOf({ base, newer }: DraftView): string | null {
  if (!base) return null;
  if (base.isRecalled) return `r${base.number}, recalled`;
  return newer ? `r${base.number}` : "what readers have";
}

function sectionsOf(content: DraftView["content"]) {
  const count = (kind: Parameters<typeof itemsOf>[1]) => itemsOf(content, kind).length;
  return [
    { id: "takeaways", name: "Takeaways", count: count("takeaway") },
    { id: "guidance", name: "Guidance", count: count("guidance_row") },
    { id: "topics", name: "Topics", count: count("topic_row") },
    { id: "qa", name: "Q&A", count: count("exchange") },
    { id: "analysts", name: "Analysts", count: count("covering_analyst") },
  ];
}

/** By item id, the places of its changes in the list, from 1, with blanks between. */
function numbersOf(changes: readonly Change[]): Map<string, string> {
  const numbers = new Map<string, string>();
  for (const [place, { itemId }] of changes.entries()) {
    numbers.set(itemId, [numbers.get(itemId), place + 1].filter(Boolean).join(" "));
  }
  return numbers;
}

/** Ctrl-Z and Ctrl-Shift-Z (or Ctrl-Y) take own edits back and do them again, but for a box that has its own undo. */
function useUndoKeys(store: DraftStore, isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== "z" && key !== "y")) return;
      if ((event.target as Element).closest("textarea, input:not([type='radio'], [type='checkbox'])")) return;
      event.preventDefault();
      if (key === "y" || event.shiftKey) store.redo();
      else store.undo();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [store, isOn]);
}
