import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { z } from "zod";
import { requireContext } from "@/app/_server/context";
import head from "@/app/_ui/head.module.css";
import { ChangeEntry } from "@/app/(workspace)/_change/change-entry";
import { sideOf } from "@/app/(workspace)/_change/compared";
import { NoMore } from "@/app/(workspace)/no-more";
import { may } from "@/lib/auth/permissions";
import { diff } from "@/lib/notes/diff";
import { findClosed, findDraft } from "@/lib/notes/editor-queries";
import { conflictKey, merge } from "@/lib/notes/merge";
import { readMergeable } from "@/lib/notes/merge-queries";
import { formatPeriod } from "@/lib/notes/period";
import { Closed } from "../closed";
import { ConflictChoice } from "./conflict-choice";
import style from "./merge.module.css";
import { MergeForm } from "./merge-form";

type Props = { params: Promise<{ ticker: string; period: string; revision: string }> };

export const metadata: Metadata = { title: "Bringing a draft up to date" };

/** What was published since a draft was begun comes into it: by itself where only one of the two wrote, else as chosen here. */
export default async function MergePage({ params }: Props) {
  const ctx = await requireContext();
  const id = z.uuid().safeParse((await params).revision);
  if (!id.success || !may(ctx.actor, "revision.edit")) notFound();
  const draft = await findDraft(ctx, id.data);
  if (!draft) {
    const closed = await findClosed(ctx, id.data);
    if (!closed) notFound();
    return <Closed {...closed} personId={ctx.actor.id} revisionId={id.data} />;
  }
  const note = `/companies/${draft.content.ticker}/${draft.content.period}`;
  const edit = `${note}/edit/${draft.id}`;
  if (draft.state === "in_review") {
    return (
      <NoMore title="This revision is in review" next={{ href: `/review/${draft.id}`, words: "Open the review" }}>
        Somebody sent it meanwhile. Whoever wrote it takes it back to draft before it is brought up to date.
      </NoMore>
    );
  }
  const found = await readMergeable(ctx.db, draft.id);
  if (!found) {
    return (
      <NoMore title="This draft is up to date" next={{ href: edit, words: "Go on with the draft" }}>
        It has in it what readers see now: there is nothing to bring in.
      </NoMore>
    );
  }
  const { base, ours, theirs } = found;
  const { content, conflicts } = merge(base, ours, theirs);
  const newer = `r${found.newer.number}`;
  const labels = sideOf(newer, content).labels;
  const compared = { before: sideOf("this draft", ours), after: sideOf("merged", content) };
  const coming = diff(ours, content).changes;
  return (
    <main id="main" className={style.page}>
      <p className={head.crumb}>
        <Link href={edit} prefetch={false}>
          {draft.content.ticker} {formatPeriod(draft.content.period)}, draft
        </Link>
      </p>
      <h1 className={head.title}>Bring this draft up to date with {newer}</h1>
      <p className={style.lead}>
        {newer} came out since this draft was begun{draft.base ? ` on r${draft.base.number}` : ""}.{" "}
        {conflicts.length === 0
          ? "Nothing that it changed was changed here too: all of it comes in beside what you wrote."
          : `${conflicts.length === 1 ? "One thing was" : `${conflicts.length} things were`} changed in both: choose what becomes of ${conflicts.length === 1 ? "it" : "each"}. What is not chosen leaves the draft; the audit trail keeps it.`}
      </p>
      <MergeForm
        revisionId={draft.id}
        seen={found.seen}
        note={note}
        label={`Bring ${newer} into the draft`}
        conflicts={conflicts.map((conflict) => ({
          key: conflictKey(conflict),
          choice: <ConflictChoice conflict={conflict} label={labels.get(conflict.itemId)} newer={newer} />,
        }))}
      />
      {coming.length > 0 && (
        <section className={style.coming} aria-labelledby="coming">
          <h2 id="coming">
            What comes in by itself <span>{coming.length}</span>
          </h2>
          {coming.map((change) => (
            <ChangeEntry key={`${change.itemId} ${change.part}`} change={change} compared={compared} look="list" />
          ))}
        </section>
      )}
    </main>
  );
}
