import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { foundAtTicker } from "@/app/_server/at-ticker";
import { requireContext } from "@/app/_server/context";
import { may } from "@/lib/auth/permissions";
import { listTeam } from "@/lib/auth/queries";
import { listThreads } from "@/lib/comments/queries";
import { findDraftsOf } from "@/lib/notes/draft-queries";
import { itemLabels } from "@/lib/notes/labels";
import { formatPeriod, isPeriod } from "@/lib/notes/period";
import { findNote } from "@/lib/notes/queries";
import { findRecalls } from "@/lib/notes/recall-queries";
import { findDone } from "@/lib/review/done-queries";
import { DoneNotice } from "../done-notice";
import { CommentsSection } from "./comments";
import { Masthead } from "./masthead";
import { NoteActs } from "./note-acts";
import { NoteColumns } from "./note-columns";
import { PageFoot } from "./page-foot";
import { RecalledNote } from "./recalled-note";
import { Recalls } from "./recalls";

type Props = {
  params: Promise<{ ticker: string; period: string }>;
  searchParams: Promise<{ done?: string | string[] }>;
};

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

export async function generateMetadata({ params }: Pick<Props, "params">): Promise<Metadata> {
  const { ticker, period } = await params;
  const note = await readNote(ticker, period.toUpperCase());
  if (note.recalled) return { title: `${note.ticker} ${formatPeriod(note.period)}, recalled` };
  return { title: `${note.content.ticker} ${formatPeriod(note.content.period)}` };
}

export default async function NotePage({ params, searchParams }: Props) {
  const { ticker, period } = await params;
  const ctx = await requireContext();
  const note = await readNote(ticker, period.toUpperCase());
  const mayEdit = may(ctx.actor, "revision.create");
  const mayDiscuss = may(ctx.actor, "draft.read") && !note.recalled;
  const [drafts, threads, team, done] = await Promise.all([
    mayEdit ? findDraftsOf(ctx, note.ticker, note.period) : null,
    mayDiscuss && !note.recalled ? listThreads(ctx, note.revision.id, note.content.items) : null,
    mayDiscuss ? listTeam(ctx) : [],
    findDone(ctx, note.ticker, (await searchParams).done),
  ]);
  const acts = (
    <NoteActs
      ticker={note.ticker}
      period={note.period}
      drafts={drafts}
      mayShare={may(ctx.actor, "link.read")}
      personId={ctx.actor.id}
    />
  );
  const told = <DoneNotice done={done} />;
  if (note.recalled) {
    return (
      <RecalledNote note={note.recalled} notice={told}>
        {acts}
      </RecalledNote>
    );
  }
  const mayRecall = note.revision.number !== null && may(ctx.actor, "revision.recall");
  return (
    <>
      <main id="main">
        <Masthead note={note} notice={told}>
          {acts}
        </Masthead>
        <Recalls recalls={note.recalls} />
        <NoteColumns note={note} comments={threads?.length ?? null}>
          {threads && (
            <CommentsSection
              revisionId={note.revision.id}
              content={note.content}
              labels={itemLabels(note.content)}
              threads={threads}
              team={team}
            />
          )}
        </NoteColumns>
      </main>
      <PageFoot
        content={note.content}
        revision={note.revision}
        recallPath={mayRecall ? `/companies/${note.ticker}/${note.period}/recall` : null}
      />
    </>
  );
}
