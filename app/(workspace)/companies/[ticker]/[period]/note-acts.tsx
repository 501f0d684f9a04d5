import { History, ListChecks, Pencil, Share2 } from "lucide-react";
import Link from "next/link";
import { ActionButton } from "@/app/_ui/action-button";
import button from "@/app/_ui/button.module.css";
import { openPath } from "@/app/(workspace)/open-path";
import { formatMinute } from "@/lib/notes/day";
import type { NoteDrafts, OpenDraft } from "@/lib/notes/draft-queries";
import type { Period } from "@/lib/notes/period";
import { createDraftAction } from "../start/actions";
import { restoreAction } from "./history/actions";
import style from "./note-acts.module.css";

type NoteActsProps = {
  ticker: string;
  period: Period;
  /** null for whoever may not write */
  drafts: NoteDrafts | null;
  mayShare: boolean;
  personId: string;
};

/** What one can do with a note: see its history, share it; for whoever may write, edit it, or join who does already. */
export function NoteActs({ drafts, mayShare, ...rest }: NoteActsProps) {
  return (
    <div className={style.acts}>
      <Link
        className={`${button.button} ${button.quiet}`}
        href={`/companies/${rest.ticker}/${rest.period}/history`}
        prefetch={false}
      >
        <History size={16} aria-hidden="true" />
        History
      </Link>
      {mayShare && (
        <Link
          className={`${button.button} ${button.quiet}`}
          href={`/companies/${rest.ticker}/${rest.period}/share`}
          prefetch={false}
        >
          <Share2 size={16} aria-hidden="true" />
          Share
        </Link>
      )}
      {drafts && <WritingActs {...rest} drafts={drafts} />}
    </div>
  );
}

type WritingActsProps = Omit<NoteActsProps, "mayShare"> & { drafts: NoteDrafts };

function WritingActs({ ticker, period, drafts: { drafts, recalled }, personId }: WritingActsProps) {
  // One on an older revision is not joined: it cannot be published.
  const current = drafts.filter(({ mayFollow }) => mayFollow);
  const open = current.find(({ state }) => state !== "in_review") ?? current[0];
  const path = `/companies/${ticker}/${period}`;
  return (
    <>
      {drafts.length > (open ? 1 : 0) && (
        <Link className={`${button.button} ${button.quiet}`} href={`${path}/edit`} prefetch={false}>
          {drafts.length === 1 ? "One older draft" : `All ${drafts.length} drafts`}
        </Link>
      )}
      {open && (
        <ActionButton action={createDraftAction} fields={{ ticker, period, beside: "yes" }} look="quiet">
          Start another draft
        </ActionButton>
      )}
      {open ? (
        <Link className={`${button.button} ${button.primary}`} href={openPath(path, open)} prefetch={false}>
          {open.state === "in_review" ? (
            <ListChecks size={16} aria-hidden="true" />
          ) : (
            <Pencil size={16} aria-hidden="true" />
          )}
          {wordsFor(open, drafts, personId)}
        </Link>
      ) : (
        <BeginActs ticker={ticker} period={period} recalled={recalled} />
      )}
    </>
  );
}

type BeginActsProps = { ticker: string; period: Period; recalled: NoteDrafts["recalled"] };

/** A note of which nothing is out any more goes on from what was recalled last. */
function BeginActs({ ticker, period, recalled }: BeginActsProps) {
  if (!recalled) {
    return (
      <ActionButton action={createDraftAction} fields={{ ticker, period }} look="primary">
        <Pencil size={16} aria-hidden="true" />
        Edit
      </ActionButton>
    );
  }
  return (
    <>
      <ActionButton action={createDraftAction} fields={{ ticker, period }}>
        Start it empty
      </ActionButton>
      <ActionButton action={restoreAction} fields={{ ticker, period, revisionId: recalled.id }} look="primary">
        <Pencil size={16} aria-hidden="true" />
        Start again from r{recalled.number}
      </ActionButton>
    </>
  );
}

/** `Join the draft of Ana Alder, begun 2 Jun 2025, 10:48 UTC`: with its time where who began it began another too. */
function wordsFor({ state, begunBy, begunAt }: OpenDraft, drafts: readonly OpenDraft[], personId: string): string {
  if (state === "in_review") return "Open the revision in review";
  const alike = drafts.filter((draft) => draft.state !== "in_review" && draft.begunBy?.id === begunBy?.id);
  const begun = alike.length > 1 ? `, begun ${formatMinute(begunAt)}` : "";
  if (begunBy?.id === personId) return `Go on with your draft${begun}`;
  return begunBy ? `Join the draft of ${begunBy.name}${begun}` : `Join the open draft${begun}`;
}
