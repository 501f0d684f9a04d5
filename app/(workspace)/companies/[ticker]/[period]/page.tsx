import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { foundAtTicker } from "@/app/_server/at-ticker";
import { requireContext } from "@/app/_server/context";
import { may } from "@/lib/auth/permissions";
import { itemsOf } from "@/lib/notes/content";
import { findDraftsOf } from "@/lib/notes/draft-queries";
import { itemLabels } from "@/lib/notes/labels";
import { formatPeriod, isPeriod } from "@/lib/notes/period";
import { findNote } from "@/lib/notes/queries";
import { findRecalls } from "@/lib/notes/recall-queries";
import { AnalystsSection } from "./analysts";
import { Contents } from "./contents";
import { ExchangesSection } from "./exchanges";
import { GuidanceSection } from "./guidance";
import { Masthead } from "./masthead";
import { NoteActs } from "./note-acts";
import style from "./page.module.css";
import { PageFoot } from "./page-foot";
import { Rail } from "./rail";
import { RecalledNote } from "./recalled-note";
import { Recalls } from "./recalls";
import { SourcesSection } from "./sources";
import { TakeawaysSection } from "./takeaways";
import { TopicsSection } from "./topics";

type Props = { params: Promise<{ ticker: string; period: string }> };

const readNote = cache(async (asked: string, period: string) => {
  const ctx = await requireContext();
  if (!isPeriod(period)) notFound();
  return foundAtTicker(ctx, {
    asked,
    find: async (ticker) => {
      const note = await findNote(ctx, ticker, period);
      if (note) return { ...note, recalled: null };
      const recalled = await findRecalls(ctx, ticker, period);
      return recalled && { recalled, ticker, period };
    },
    path: (ticker) => `/companies/${ticker}/${period}`,
  });
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ticker, period } = await params;
  const note = await readNote(ticker, period.toUpperCase());
  if (note.recalled) return { title: `${note.ticker} ${formatPeriod(note.period)}, recalled` };
  return { title: `${note.content.ticker} ${formatPeriod(note.content.period)}` };
}

export default async function NotePage({ params }: Props) {
  const { ticker, period } = await params;
  const ctx = await requireContext();
  const note = await readNote(ticker, period.toUpperCase());
  const mayEdit = may(ctx.actor, "revision.create");
  const drafts = mayEdit ? await findDraftsOf(ctx, note.ticker, note.period) : null;
  const acts = drafts && <NoteActs ticker={note.ticker} period={note.period} drafts={drafts} personId={ctx.actor.id} />;
  if (note.recalled) return <RecalledNote note={note.recalled}>{acts}</RecalledNote>;
  const { content } = note;
  const labels = itemLabels(content);
  const count = (kind: Parameters<typeof itemsOf>[1]) => itemsOf(content, kind).length;
  return (
    <>
      <main id="main">
        <Masthead note={note}>{acts}</Masthead>
        <Recalls recalls={note.recalls} />
        <div className={style.columns}>
          <Contents
            sections={[
              { id: "takeaways", name: "Takeaways", count: count("takeaway") },
              { id: "guidance", name: "Guidance", count: count("guidance_row") },
              { id: "topics", name: "Topics", count: count("topic_row") },
              { id: "qa", name: "Q&A", count: count("exchange") },
              { id: "analysts", name: "Analysts", count: count("covering_analyst") },
              { id: "sources", name: "Sources", count: content.sources.length },
            ]}
          />
          <div className={style.note}>
            <TakeawaysSection content={content} labels={labels} assessed={note.assessed} />
            <GuidanceSection content={content} labels={labels} />
            <TopicsSection content={content} labels={labels} previousMentions={note.previousMentions} />
            <ExchangesSection content={content} labels={labels} />
            <AnalystsSection content={content} labels={labels} />
            <SourcesSection sources={content.sources} />
          </div>
          <Rail content={content} labels={labels} />
        </div>
      </main>
      <PageFoot
        content={content}
        revision={note.revision}
        recallPath={
          note.revision.number !== null && may(ctx.actor, "revision.recall")
            ? `/companies/${note.ticker}/${note.period}/recall`
            : null
        }
      />
    </>
  );
}
