"use client";

import { Redo2, TriangleAlert, Undo2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { FormState } from "@/app/_server/action";
import bar from "@/app/_ui/bar.module.css";
import button from "@/app/_ui/button.module.css";
import { useReaching } from "@/app/_ui/reaching";
import type { Change } from "@/lib/notes/diff";
import { sectionOf } from "@/lib/notes/edit";
import type { DraftView } from "@/lib/notes/editor-queries";
import { sectionNames, sectionOrder } from "@/lib/notes/sections";
import { useDraft } from "./_draft/draft-context";
import type { Snapshot } from "./_draft/snapshot";
import { submitAction } from "./actions";
import { CheckWords } from "./draft-checks";
import style from "./edit-bar.module.css";
import { notePath } from "./editor-masthead";
import { MergeLink } from "./overtaken";
import type { Reviewers } from "./reviewers";
import { counted, SaveState } from "./save-state";
import type { CheckEntry } from "./spelling-checks";
import { SubmitForm } from "./submit-form";

type EditBarProps = {
  view: DraftView;
  snapshot: Snapshot;
  /** whether what this browser keeps of the draft has been read */
  isReady: boolean;
  checks: readonly CheckEntry[];
  reviewers: Parameters<typeof Reviewers>[0];
};

/** How much has changed and where, whether it is saved, and the way to a reviewer. */
export function EditBar({ view, snapshot, isReady, checks, reviewers }: EditBarProps) {
  const [state, submit, isPending] = useReaching(submitAction);
  const [isTold, setTold] = useState(false);
  const { changes, shown } = snapshot;
  const blocked = blockedBy(view, snapshot, checks);
  const told = isReady || !isTold ? blocked : "The draft is still being opened.";
  // No edit mends it.
  const isOvertaken = view.newer !== null && snapshot.kept.length === 0;
  const refuse = () => {
    setTold(!isReady || blocked !== null);
    return !isReady || blocked !== null;
  };
  return (
    <section className={bar.bar} aria-label="Draft">
      <div className={`page ${bar.row} ${style.row}`}>
        <a className={bar.count} href="#pending-changes">
          {view.base ? counted(changes.length, "change") : `New note, ${counted(shown.items.length, "item")}`}
        </a>
        <span className={style.note}>{view.base ? whereOf(changes) : null}</span>
        <ToLookAt checks={checks} />
        <UndoButtons snapshot={snapshot} />
        <SubmitForm
          revisionId={view.id}
          note={notePath(view.content)}
          summary={view.summary ?? ""}
          reviewers={reviewers}
          state={state}
          submit={submit}
          isPending={isPending}
          isBlocked={blocked !== null}
          refuse={refuse}
        />
        <div className={`${bar.reason} ${style.reason}`} id="why-not" role="status">
          <BarReason view={view} snapshot={snapshot} state={state} told={isTold || isOvertaken ? told : null} />
        </div>
      </div>
    </section>
  );
}

/** How much there is to look at before it is submitted, and whether any of it keeps it from being submitted. */
function ToLookAt({ checks }: { checks: readonly CheckEntry[] }) {
  const stops = checks.filter(({ isStop }) => isStop).length;
  const looks = checks.filter(({ isFine }) => !isFine).length;
  if (looks === 0) return null;
  return (
    <a className={style.look} href="#checks" data-stops={stops > 0 ? "" : undefined}>
      <TriangleAlert size={14} aria-hidden="true" />
      {stops > 0 ? `${stops} to mend` : `${looks} to look at`}
      <span className="vh"> before you submit</span>
    </a>
  );
}

function UndoButtons({ snapshot: { canUndo, canRedo } }: { snapshot: Snapshot }) {
  const { store } = useDraft();
  return (
    <span className={style.undo}>
      <button type="button" aria-label="Undo" title="Undo (Ctrl-Z)" disabled={!canUndo} onClick={() => store.undo()}>
        <Undo2 size={16} aria-hidden="true" />
      </button>
      <button
        type="button"
        aria-label="Redo"
        title="Redo (Ctrl-Shift-Z)"
        disabled={!canRedo}
        onClick={() => store.redo()}
      >
        <Redo2 size={16} aria-hidden="true" />
      </button>
    </span>
  );
}

type BarReasonProps = { view: DraftView; snapshot: Snapshot; state: FormState; told: ReactNode };

/** Why it is not submitted or not saved, and what can be done about it; else how far it is saved. */
function BarReason({ view, snapshot, state, told }: BarReasonProps) {
  const { store } = useDraft();
  const { refusal, notice } = snapshot;
  const refused = state && state.field !== "summary" ? state : null;
  if (!told && !refused && !refusal && !notice) return <SaveState snapshot={snapshot} />;
  return (
    <>
      <TriangleAlert size={14} aria-hidden="true" />
      <span>
        {told ?? refused?.refusal ?? refusal?.sentence ?? notice}
        {!told && refused?.field === "basedOn" && <MergeLink view={view} />}
      </span>
      {refusal && (
        <button type="button" className={button.link} onClick={() => store.retry(true)}>
          Try again
        </button>
      )}
      {notice && !refusal && (
        <button type="button" className={button.link} onClick={() => store.dismissNotice()}>
          Dismiss
        </button>
      )}
    </>
  );
}

/** Why the draft cannot be submitted as it stands; null: it can. */
function blockedBy(view: DraftView, snapshot: Snapshot, checks: readonly CheckEntry[]): ReactNode {
  if (snapshot.kept.length > 0) return whyNot(snapshot);
  if (view.newer) {
    return (
      <>
        r{view.newer.number} came out since this draft was begun. <MergeLink view={view} />
      </>
    );
  }
  if (view.base !== null && snapshot.changes.length === 0) return "Nothing to submit: change something first.";
  const stop = checks.find(({ isStop }) => isStop);
  if (!stop) return null;
  return (
    <>
      <CheckWords check={stop} />. {stop.detail}
    </>
  );
}

function whyNot({ kept }: Snapshot): string {
  const conflicts = kept.filter(({ conflict }) => conflict).length;
  const problems = kept.filter(({ problem }) => problem).length;
  if (conflicts > 0) return `Settle ${counted(conflicts, "conflict")} first.`;
  if (problems > 0)
    return `${counted(problems, "field")} cannot be saved like that: mend ${problems === 1 ? "it" : "them"} first.`;
  return `${counted(kept.length, "edit")} not saved yet. Submit once ${kept.length === 1 ? "it is" : "they are"}.`;
}

/** `2 in Risks, 2 in Guidance` */
function whereOf(changes: readonly Change[]): string {
  return sectionOrder
    .map((section) => ({ section, count: changes.filter(({ item }) => sectionOf(item) === section).length }))
    .filter(({ count }) => count > 0)
    .map(({ section, count }) => `${count} in ${sectionNames[section]}`)
    .join(", ");
}
