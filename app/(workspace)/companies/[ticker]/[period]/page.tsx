import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { foundAtTicker } from "@/app/_server/at-ticker";
import { requireContext } from "@/app/_server/context";
import { may } from "@/lib/auth/permissions";
import { findDraftsOf } from "@/lib/notes/draft-queries";
import { formatPeriod, isPeriod } from "@/lib/notes/period";
import { findNote } from "@/lib/notes/queries";
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
  const drafts = mayEdit ? await findDraftsOf(ctx, note.ticker, note.period) : null;
  return (
    <>
      <main id="main">
        <Masthead note={note}>
          <NoteActs ticker={note.ticker} period={note.period} drafts={drafts} personId={ctx.actor.id} />
        </Masthead>
        <NoteColumns note={note} />
      </main>
      <PageFoot content={note.content} revision={note.revision} />
    </>
  );
}
