import type { ReactNode } from "react";
import { itemsOf } from "@/lib/notes/content";
import { itemLabels } from "@/lib/notes/labels";
import type { NoteView } from "@/lib/notes/queries";
import { AnalystsSection } from "./analysts";
import { Contents } from "./contents";
import { ExchangesSection } from "./exchanges";
import { GuidanceSection } from "./guidance";
import style from "./note-columns.module.css";
import { Rail } from "./rail";
import { SourcesSection } from "./sources";
import { TakeawaysSection } from "./takeaways";
import { TopicsSection } from "./topics";

type NoteColumnsProps = {
  note: Pick<NoteView, "content" | "assessed" | "previousMentions">;
  /** how many threads stand in the children; null: there is no such section */
  comments?: number | null;
  /** ids of items with an accepted change, which are marked */
  accepted?: ReadonlySet<string>;
  children?: ReactNode;
};

const none: ReadonlySet<string> = new Set();

/** What a note says, between its contents and the source that is cited. */
export function NoteColumns({ note, comments = null, accepted = none, children }: NoteColumnsProps) {
  const { content } = note;
  const labels = itemLabels(content);
  const count = (kind: Parameters<typeof itemsOf>[1]) => itemsOf(content, kind).length;
  return (
    <div className={style.columns}>
      <Contents
        sections={[
          { id: "takeaways", name: "Takeaways", count: count("takeaway") },
          { id: "guidance", name: "Guidance", count: count("guidance_row") },
          { id: "topics", name: "Topics", count: count("topic_row") },
          { id: "qa", name: "Q&A", count: count("exchange") },
          { id: "analysts", name: "Analysts", count: count("covering_analyst") },
          { id: "sources", name: "Sources", count: content.sources.length },
          ...(comments === null ? [] : [{ id: "comments", name: "Comments", count: comments }]),
        ]}
      />
      <div className={style.note}>
        <TakeawaysSection content={content} labels={labels} assessed={note.assessed} accepted={accepted} />
        <GuidanceSection content={content} labels={labels} accepted={accepted} />
        <TopicsSection content={content} labels={labels} previousMentions={note.previousMentions} accepted={accepted} />
        <ExchangesSection content={content} labels={labels} accepted={accepted} />
        <AnalystsSection content={content} labels={labels} accepted={accepted} />
        <SourcesSection sources={content.sources} />
        {children}
      </div>
      <Rail content={content} labels={labels} />
    </div>
  );
}
