import { Inbox, Send } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requireContext } from "@/app/_server/context";
import { Empty } from "@/app/_ui/empty";
import head from "@/app/_ui/head.module.css";
import { LeftOut } from "@/app/_ui/left-out";
import { may } from "@/lib/auth/permissions";
import { findDone } from "@/lib/review/done-queries";
import { listQueue, queuedMax } from "@/lib/review/queue-queries";
import { DoneNotice } from "../companies/[ticker]/done-notice";
import { QueueList } from "./queue-list";

export const metadata: Metadata = { title: "Reviews" };

type Props = { searchParams: Promise<{ done?: string | string[] }> };

export default async function ReviewsPage({ searchParams }: Props) {
  const ctx = await requireContext();
  if (!may(ctx.actor, "draft.read")) notFound();
  const [{ waiting, sent, others, isCut }, done] = await Promise.all([
    listQueue(ctx),
    searchParams.then((asked) => findDone(ctx, null, asked.done)),
  ]);
  const isReviewer = may(ctx.actor, "revision.review");
  return (
    <main id="main">
      <div className={head.head}>
        <h1 className={head.title}>Reviews</h1>
      </div>
      {done?.state === "changes_requested" && <DoneNotice done={done} />}
      <LeftOut
        count={isCut ? queuedMax + 1 : 0}
        max={queuedMax}
        of="revisions under way"
        shown="sent to you, or waiting longest"
      />
      {isReviewer && (
        <QueueList title="Waiting for you" rows={waiting} now={ctx.now}>
          <Empty icon={Inbox} title="Nothing waits for your review.">
            A revision appears here when somebody else submits it, to you or to any reviewer.
          </Empty>
        </QueueList>
      )}
      <QueueList title="Sent by you" rows={sent} now={ctx.now}>
        <Empty icon={Send} title="Nothing of yours is in review.">
          Open a draft and submit it: you then see here how long it has waited.
        </Empty>
      </QueueList>
      {others.length > 0 && <QueueList title="Under way with others" rows={others} now={ctx.now} />}
    </main>
  );
}
