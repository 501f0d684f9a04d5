import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { requireContext } from "@/app/_server/context";
import { may } from "@/lib/auth/permissions";
import { listTeam } from "@/lib/auth/queries";
import { listThreads } from "@/lib/comments/queries";
import { placedAnew } from "@/lib/notes/diff";
import { findClosed, findDraft } from "@/lib/notes/editor-queries";
import { itemLabels } from "@/lib/notes/labels";
import { formatPeriod } from "@/lib/notes/period";
import { readAsked } from "@/lib/review/asked-queries";
import { hashedChanges } from "@/lib/review/change";
import { listReviewersFor, type Reviewer } from "@/lib/review/queries";
import { readReviewSettings } from "@/lib/review/settings-queries";
import { CommentsSection } from "../../comments";
import { Closed } from "./closed";
import { DraftEditor } from "./draft-editor";
import { SentBack } from "./sent-back";

type Props = { params: Promise<{ ticker: string; period: string; revision: string }> };

const readRevision = cache(async (revision: string) => {
  const ctx = await requireContext();
  const id = z.uuid().safeParse(revision);
  if (!id.success) notFound();
  const draft = await findDraft(ctx, id.data);
  if (draft) return { ctx, draft, closed: null };
  const closed = await findClosed(ctx, id.data);
  return closed ? { ctx, draft: null, closed } : notFound();
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { draft, closed } = await readRevision((await params).revision);
  if (closed) return { title: `${closed.ticker} ${formatPeriod(closed.period)}, ${closed.state}` };
  return { title: `Editing ${draft.content.ticker} ${formatPeriod(draft.content.period)}` };
}

export default async function EditPage({ params }: Props) {
  const { ticker, period, revision } = await params;
  const { ctx, draft, closed } = await readRevision(revision);
  if (closed) return <Closed {...closed} personId={ctx.actor.id} revisionId={revision} />;
  const { content } = draft;
  // A company may have changed its ticker since the address was written down.
  if (content.ticker !== ticker || content.period !== period) {
    redirect(`/companies/${content.ticker}/${content.period}/edit/${revision}`);
  }
  const { id, name } = ctx.actor;
  const changes = draft.base
    ? hashedChanges(draft.base.content, content, placedAnew(draft.base.ranks, draft.ranks))
    : hashedChanges({ ...content, items: [] }, content);
  const [threads, team, asked, reviewers, { uncitedBlocks }] = await Promise.all([
    listThreads(ctx, draft.id, content.items),
    listTeam(ctx),
    readAsked(ctx.db, draft.id, changes),
    listReviewersFor(ctx.db, draft.id),
    readReviewSettings(ctx.db),
  ]);
  const labels = itemLabels(content);
  const isChosen = (reviewer: Reviewer) => reviewer.isAsked || reviewer.id === asked.sentBack?.byId;
  return (
    <DraftEditor
      view={draft}
      person={{ id, name }}
      mayEdit={may(ctx.actor, "revision.edit")}
      threads={threads.length}
      uncitedBlocks={uncitedBlocks}
      reviewers={{
        offered: reviewers.filter((reviewer) => reviewer.id !== id),
        chosen: reviewers.filter(isChosen).map((reviewer) => reviewer.id),
      }}
      notices={
        <SentBack
          asked={asked}
          changes={changes}
          labels={labels}
          review={draft.state === "changes_requested" ? `/review/${draft.id}` : null}
        />
      }
    >
      <CommentsSection revisionId={draft.id} content={content} labels={labels} threads={threads} team={team} />
    </DraftEditor>
  );
}
