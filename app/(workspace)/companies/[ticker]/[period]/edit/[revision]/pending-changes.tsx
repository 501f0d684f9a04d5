"use client";

import { CheckCircle2 } from "lucide-react";
import button from "@/app/_ui/button.module.css";
import { Empty } from "@/app/_ui/empty";
import { FieldWords } from "@/app/(workspace)/_change/field-words";
import { changeName, fieldName } from "@/lib/notes/change-words";
import type { Change } from "@/lib/notes/diff";
import { textOf } from "@/lib/notes/field";
import { useDraft } from "./_draft/draft-context";
import { onceShown } from "./_fields/once-shown";
import look from "./change-number.module.css";
import style from "./pending-changes.module.css";

type PendingChangesProps = {
  changes: Change[];
  labels: Map<string, string>;
  /** what they are changes against, in words; null: nothing, the note is new */
  against: string | null;
};

/** Every change against what the draft is based on, in the order of the note; each can be taken back. */
export function PendingChanges({ changes, labels, against }: PendingChangesProps) {
  const { store, isEditable } = useDraft();
  return (
    <section aria-labelledby="pending-changes">
      <h2 className={style.head} id="pending-changes" tabIndex={-1}>
        Pending changes <span>{changes.length}</span>
      </h2>
      {changes.length === 0 && (
        <Empty
          icon={CheckCircle2}
          title={against === null ? "Everything in this note is new." : `Nothing differs from ${against}.`}
        >
          {against === null
            ? "It has no readers until a second person approves it."
            : "Choose any words of the note to change them."}
        </Empty>
      )}
      <ol className={style.list}>
        {changes.map((change, place) => (
          <li key={`${change.itemId} ${change.part}`} id={`c${place + 1}`}>
            <span className={look.number} aria-hidden="true">
              {place + 1}
            </span>
            <div>
              <a className={style.name} href={`#${labels.get(change.itemId) ?? "main"}`}>
                {changeName(change, labels.get(change.itemId))}
              </a>
              <ChangeBody change={change} />
            </div>
            {isEditable && (
              <button
                type="button"
                className={`${button.link} ${style.revert}`}
                onClick={() => {
                  store.revert([change]);
                  focusChange(place);
                }}
              >
                Revert<span className="vh"> change {place + 1}</span>
              </button>
            )}
          </li>
        ))}
      </ol>
      {isEditable && changes.length > 1 && <RevertAll changes={changes} />}
    </section>
  );
}

/** Can be taken back by Ctrl-Z, and says so. */
function RevertAll({ changes }: { changes: Change[] }) {
  const { store } = useDraft();
  return (
    <button
      type="button"
      className={`${button.link} ${style.all}`}
      onClick={() => {
        store.revert(changes);
        focusChange(0);
      }}
      title="They can be brought back with Undo"
    >
      Revert all {changes.length}
    </button>
  );
}

/** The button that was pressed has gone with its change: the focus goes to the one in its place, or to the list's head. */
function focusChange(place: number): void {
  onceShown(() => {
    const next = document.querySelector<HTMLElement>(`#c${place + 1} button`);
    (next ?? document.getElementById("pending-changes"))?.focus();
  });
}

function ChangeBody({ change }: { change: Change }) {
  if (change.part === "place") {
    if (change.change === "moved") return <p>Its words stay as they are.</p>;
    return <p>{textOf(firstWords(change)) || "Without words yet."}</p>;
  }
  if (change.fields.length === 0) return <p>Sources cited have changed.</p>;
  return change.fields.map((field) => (
    <p key={field.field}>
      {change.fields.length > 1 && <span className="mute">{fieldName(field.field)}: </span>}
      <FieldWords change={field} isShort />
    </p>
  ));
}

function firstWords({ item }: Change): string {
  switch (item.kind) {
    case "headline":
      return item.fields.text;
    case "takeaway":
      return item.fields.title;
    case "guidance_row":
      return [item.fields.period, item.fields.current ?? item.fields.previous].filter(Boolean).join(": ");
    case "topic_row":
      return item.fields.current ?? "";
    case "exchange":
      return item.fields.question;
    case "covering_analyst":
      return item.fields.firm ?? "";
  }
}
