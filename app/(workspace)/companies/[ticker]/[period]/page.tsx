import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { foundAtTicker } from "@/app/_server/at-ticker";
import { requireContext } from "@/app/_server/context";
import { may } from "@/lib/auth/permissions";
import { listTeam } from "@/lib/auth/queries";
import { listThreads } from "@/lib/comments/queries";
import { itemsOf } from "@/lib/notes/content";
import { findDraftsOf } from "@/lib/notes/draft-queries";
import { itemLabels } from "@/lib/notes/labels";
import { formatPeriod, isPeriod } from "@/lib/notes/period";
import { findNote } from "@/lib/notes/queries";
import { AnalystsSection } from "./analysts";
import { CommentsSection } from "./comments";
import { Contents } from "./contents";
import { ExchangesSection } from "./exchanges";
import { GuidanceSection } from "./guidance";
import { Masthead } from "./masthead";
import { NoteActs } from "./note-acts";
import style from "./page.module.css";
import { PageFoot } from "./page-foot";
import { Rail } from "./rail";
import { SourcesSection } from "./sources";
import { TakeawaysSection } from "./takeaways";
import { TopicsSection } from "./topics";

type Props = { params: Promise<{ ticker: string; period: string }> };

const readNote = cache(async (asked: string, period: string) => {
  const ctx = await requireContext();
  if (!isPeriod(period)) notFound();
  return foundAtTicker(ctx, {
    asked,
    find: (ticker) => findNote(ctx, ticker, period),
    path: (ticker) => `/companies/${ticker}/${period}`,
  });
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ticker, period } = await params;
  const { content } = await readNote(ticker, period.toUpperCase());
  return { title: `${content.ticker} ${formatPeriod(content.period)}` };
}

export default async function NotePage({ params }: Props) {
  const { ticker, period } = await params;
  const ctx = await requireContext();
  const note = await readNote(ticker, period.toUpperCase());
  const { content } = note;
  const mayEdit = may(ctx.actor, "revision.create");
  const mayDiscuss = may(ctx.actor, "draft.read");
  const [drafts, threads, team] = await Promise.all([
    mayEdit ? findDraftsOf(ctx, note.ticker, note.period) : null,
    mayDiscuss ? listThreads(ctx, note.revision.id, content.items) : null,
    mayDiscuss ? listTeam(ctx) : [],
  ]);
  const labels = itemLabels(content);
  const count = (kind: Parameters<typeof itemsOf>[1]) => itemsOf(content, kind).length;
  return (
    <>
      <main id="main">
        <Masthead note={note}>
          {drafts && <NoteActs ticker={note.ticker} period={note.period} drafts={drafts} personId={ctx.actor.id} />}
        </Masthead>
        <div className={style.columns}>
          <Contents
            sections={[
              { id: "takeaways", name: "Takeaways", count: count("takeaway") },
              { id: "guidance", name: "Guidance", count: count("guidance_row") },
              { id: "topics", name: "Topics", count: count("topic_row") },
              { id: "qa", name: "Q&A", count: count("exchange") },
              { id: "analysts", name: "Analysts", count: count("covering_analyst") },
              { id: "sources", name: "Sources", count: content.sources.length },
              ...(threads ? [{ id: "comments", name: "Comments", count: threads.length }] : []),
            ]}
          />
          <div className={style.note}>
            <TakeawaysSection content={content} labels={labels} assessed={note.assessed} />
            <GuidanceSection content={content} labels={labels} />
            <TopicsSection content={content} labels={labels} previousMentions={note.previousMentions} />
            <ExchangesSection content={content} labels={labels} />
            <AnalystsSection content={content} labels={labels} />
            <SourcesSection sources={content.sources} />
            {threads && (
              <CommentsSection
                revisionId={note.revision.id}
                content={content}
                labels={labels}
                threads={threads}
                team={team}
              />
            )}
          </div>
          <Rail content={content} labels={labels} />
        </div>
      </main>
      <PageFoot content={content} revision={note.revision} />
    </>
  );
}
