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
import { CommentsSection } from "./comments";
import { Masthead } from "./masthead";
import { NoteActs } from "./note-acts";
import { NoteColumns } from "./note-columns";
import { PageFoot } from "./page-foot";

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
  const mayEdit = may(ctx.actor, "revision.create");
  const mayDiscuss = may(ctx.actor, "draft.read");
  const [drafts, threads, team] = await Promise.all([
    mayEdit ? findDraftsOf(ctx, note.ticker, note.period) : null,
    mayDiscuss ? listThreads(ctx, note.revision.id, note.content.items) : null,
    mayDiscuss ? listTeam(ctx) : [],
  ]);
  return (
    <>
      <main id="main">
        <Masthead note={note}>
          <NoteActs ticker={note.ticker} period={note.period} drafts={drafts} personId={ctx.actor.id} />
        </Masthead>
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
      <PageFoot content={note.content} revision={note.revision} />
    </>
  );
}
