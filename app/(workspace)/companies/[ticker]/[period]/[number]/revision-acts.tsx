import { History, Signature } from "lucide-react";
import Link from "next/link";
import { ActionButton } from "@/app/_ui/action-button";
import button from "@/app/_ui/button.module.css";
import type { NoteView } from "@/lib/notes/queries";
import { restoreAction } from "../history/actions";
import style from "../note-acts.module.css";

type RevisionActsProps = { note: NoteView; number: number; mayRestore: boolean };

/** What one can do with a revision: see the others, who wrote it, and, when it is an older one, begin a draft with its words. */
export function RevisionActs({ note: { ticker, period, standing, revision }, number, mayRestore }: RevisionActsProps) {
  const path = `/companies/${ticker}/${period}`;
  const look = `${button.button} ${button.quiet}`;
  return (
    <div className={style.acts}>
      <Link className={look} href={`${path}/history`} prefetch={false}>
        <History size={16} aria-hidden="true" />
        History
      </Link>
      <Link className={look} href={`${path}/r${number}/blame`} prefetch={false}>
        <Signature size={16} aria-hidden="true" />
        Who wrote what
      </Link>
      {mayRestore && standing !== number && (
        <ActionButton action={restoreAction} fields={{ revisionId: revision.id, ticker, period }}>
          Restore r{number} as a draft
        </ActionButton>
      )}
    </div>
  );
}
