"use client";

import { GuidanceEditor } from "../_grid/guidance-editor";
import { AnalystsEditor } from "./analysts-editor";
import { ExchangesEditor } from "./exchanges-editor";
import type { SectionProps } from "./item-props";
import { TakeawaysEditor } from "./takeaways-editor";
import { TopicsEditor } from "./topics-editor";

/** The sections of the note, each edited in place. */
export function NoteEditor(props: SectionProps) {
  return (
    <>
      <TakeawaysEditor {...props} />
      <GuidanceEditor {...props} />
      <TopicsEditor {...props} />
      <ExchangesEditor {...props} />
      <AnalystsEditor {...props} />
    </>
  );
}
