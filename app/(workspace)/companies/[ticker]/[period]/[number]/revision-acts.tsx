import { History, Share2, Signature } from "lucide-react";
import Link from "next/link";
import { ActionButton } from "@/app/_ui/action-button";
import button from "@/app/_ui/button.module.css";
import type { NoteView } from "@/lib/notes/queries";
import { restoreAction } from "../history/actions";
import style from "../note-acts.module.css";

type RevisionActsProps = { note: NoteView; number: number; mayShare: boolean; mayRestore: boolean };

/** What one can do with a revision: see the others, who wrote it, share it, and, when it is an older one, begin a draft with its words. */
export function RevisionActs({ note, number, mayShare, mayRestore }: RevisionActsProps) {
  const { ticker, period, standing, revision, recall } = note;
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
      {mayShare && !recall && (
        <Link className={look} href={`${path}/share?revision=${number}`} prefetch={false}>
          <Share2 size={16} aria-hidden="true" />
          Share r{number}
        </Link>
      )}
      {mayRestore && standing !== number && (
        <ActionButton action={restoreAction} fields={{ revisionId: revision.id, ticker, period }}>
          Restore r{number} as a draft
        </ActionButton>
      )}
    </div>
  );
}
