import type { Metadata } from "next";
import Link from "next/link";
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { requireContext } from "@/app/_server/context";
import head from "@/app/_ui/head.module.css";
import { ChangeEntry } from "@/app/(workspace)/_change/change-entry";
import { sideOf } from "@/app/(workspace)/_change/compared";
import { may } from "@/lib/auth/permissions";
import { diff } from "@/lib/notes/diff";
import { findDraft } from "@/lib/notes/editor-queries";
import { conflictKey, merge } from "@/lib/notes/merge";
import { readMergeable } from "@/lib/notes/merge-queries";
import { formatPeriod } from "@/lib/notes/period";
import { ConflictChoice } from "./conflict-choice";
import style from "./merge.module.css";
import { MergeForm } from "./merge-form";

type Props = { params: Promise<{ ticker: string; period: string; revision: string }> };

export const metadata: Metadata = { title: "Bringing a draft up to date" };

/** What was published since a draft was begun comes into it: by itself where only one of the two wrote, else as chosen here. */
export default async function MergePage({ params }: Props) {
  const ctx = await requireContext();
  const id = z.uuid().safeParse((await params).revision);
  const draft = id.success && may(ctx.actor, "revision.edit") ? await findDraft(ctx, id.data) : null;
  if (!draft) notFound();
  const note = `/companies/${draft.content.ticker}/${draft.content.period}`;
  const edit = `${note}/edit/${draft.id}`;
  const found = draft.state === "in_review" ? null : await readMergeable(ctx.db, draft.id);
  if (!found) redirect(edit);
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
