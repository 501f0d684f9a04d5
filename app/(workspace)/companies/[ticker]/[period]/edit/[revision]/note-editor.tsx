"use client";

import type { Item, NoteContent } from "@/lib/notes/content";
import type { DraftView } from "@/lib/notes/editor-queries";
import { AnalystsEditor } from "./analysts-editor";
import { ExchangesEditor } from "./exchanges-editor";
import { TakeawaysEditor } from "./takeaways-editor";
import { TopicsEditor } from "./topics-editor";

/** What each section of the page is made of. */
export type SectionProps = {
  content: NoteContent;
  /** by item id: what an item is called on the page */
  labels: Map<string, string>;
  /** by item id: the item as readers have it; empty for the first draft of a note */
  was: Map<string, Item>;
  /** by item id: the numbers of its pending changes, with blanks between */
  numbers: Map<string, string>;
  assessed: DraftView["assessed"];
  previousMentions: DraftView["previousMentions"];
};

/** The sections of the note, each edited in place. */
export function NoteEditor(props: SectionProps) {
  return (
    <>
      <TakeawaysEditor {...props} />
      <TopicsEditor {...props} />
      <ExchangesEditor {...props} />
      <AnalystsEditor {...props} />
    </>
  );
}
