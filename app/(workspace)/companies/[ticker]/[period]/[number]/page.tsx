import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { foundAtTicker } from "@/app/_server/at-ticker";
import { requireContext } from "@/app/_server/context";
import { may } from "@/lib/auth/permissions";
import { formatPeriod, isPeriod } from "@/lib/notes/period";
import { findNote } from "@/lib/notes/queries";
import { Masthead } from "../masthead";
import { NoteColumns } from "../note-columns";
import { PageFoot } from "../page-foot";
import { Recalls } from "../recalls";
import { numberOf } from "./number-of";
import { RevisionActs } from "./revision-acts";
import { RevisionNotice } from "./revision-notice";

type Props = { params: Promise<{ ticker: string; period: string; number: string }> };

const readRevision = cache(async (asked: string, period: string, name: string) => {
  const ctx = await requireContext();
  const number = numberOf(name);
  if (!isPeriod(period) || number === null) notFound();
  const note = await foundAtTicker(ctx, {
    asked,
    find: (ticker) => findNote(ctx, ticker, period, number),
    path: (ticker) => `/companies/${ticker}/${period}/r${number}`,
  });
  return { ctx, note, number };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { ticker, period, number: name } = await params;
  const { note, number } = await readRevision(ticker, period.toUpperCase(), name);
  return { title: `${note.content.ticker} ${formatPeriod(note.period)}, r${number}` };
}

/** A note as one of its published revisions has it, which may not be the newest. */
export default async function RevisionPage({ params }: Props) {
  const { ticker, period, number: name } = await params;
  const { ctx, note, number } = await readRevision(ticker, period.toUpperCase(), name);
  const mayRecall = !note.recall && may(ctx.actor, "revision.recall");
  return (
    <>
      <main id="main">
        <Masthead
          note={note}
          notice={
            <>
              <RevisionNotice note={note} number={number} />
              {note.recall && <Recalls recalls={[note.recall]} />}
            </>
          }
        >
          <RevisionActs
            note={note}
            number={number}
            mayShare={may(ctx.actor, "link.read")}
            mayRestore={may(ctx.actor, "revision.create")}
          />
        </Masthead>
        <NoteColumns note={note} />
      </main>
      <PageFoot
        content={note.content}
        revision={note.revision}
        recallPath={mayRecall ? `/companies/${note.ticker}/${note.period}/recall?revision=${number}` : null}
      />
    </>
  );
}
