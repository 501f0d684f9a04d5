"use client";

import { Redo2, TriangleAlert, Undo2 } from "lucide-react";
import { useRef, useState } from "react";
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
import style from "./edit-bar.module.css";
import { notePath } from "./editor-masthead";
import { counted, SaveState } from "./save-state";

/** How much has changed and where, whether it is saved, and the way to a reviewer. */
export function EditBar({ view, snapshot }: { view: DraftView; snapshot: Snapshot }) {
  const { store } = useDraft();
  const { changes, shown, kept, notice, refusal } = snapshot;
  const [state, submit, isPending] = useReaching(submitAction);
  const [why, setWhy] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const isNothing = view.base !== null && changes.length === 0;
  const blocked = kept.length > 0 ? whyNot(snapshot) : isNothing ? "Nothing to submit: change something first." : null;
  const reason = why ?? state?.refusal ?? refusal?.sentence ?? notice;
  return (
    <section className={bar.bar} aria-label="Draft">
      <div className={`page ${bar.row} ${style.row}`}>
        <a className={bar.count} href="#pending-changes">
          {view.base ? counted(changes.length, "change") : `New note, ${counted(shown.items.length, "item")}`}
        </a>
        <span className={style.note}>{view.base ? whereOf(changes) : null}</span>
        <span className={style.undo}>
          <button
            type="button"
            aria-label="Undo"
            title="Undo (Ctrl-Z)"
            disabled={!snapshot.canUndo}
            onClick={() => store.undo()}
          >
            <Undo2 size={16} aria-hidden="true" />
          </button>
          <button
            type="button"
            aria-label="Redo"
            title="Redo (Ctrl-Shift-Z)"
            disabled={!snapshot.canRedo}
            onClick={() => store.redo()}
          >
            <Redo2 size={16} aria-hidden="true" />
          </button>
        </span>
        <form
          ref={form}
          className={style.form}
          action={submit}
          onSubmit={(event) => {
            setWhy(blocked);
            if (blocked) event.preventDefault();
          }}
        >
          <input type="hidden" name="revisionId" value={view.id} />
          <input type="hidden" name="note" value={notePath(view.content)} />
          <label className="vh" htmlFor="summary">
            Why these changes
          </label>
          <input
            id="summary"
            name="summary"
            placeholder="Say why, for the reviewer"
            defaultValue={state?.typed.summary ?? view.summary ?? ""}
            key={state?.typed.summary}
            maxLength={2_000}
            autoComplete="off"
          />
          <button
            type="submit"
            className={`${button.button} ${button.primary}`}
            aria-disabled={blocked !== null || isPending}
            aria-describedby="why-not"
          >
            Submit for review
          </button>
        </form>
        <p className={`${bar.reason} ${style.reason}`} id="why-not" role="status">
          {reason ? (
            <>
              <TriangleAlert size={14} aria-hidden="true" />
              <span>{reason}</span>
              {refusal && (
                <button type="button" className={button.link} onClick={() => store.retry()}>
                  Try again
                </button>
              )}
              {notice && !refusal && (
                <button type="button" className={button.link} onClick={() => store.dismissNotice()}>
                  Dismiss
                </button>
              )}
            </>
          ) : (
            <SaveState snapshot={snapshot} />
          )}
        </p>
      </div>
    </section>
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
