"use client";

import { useState } from "react";
import button from "@/app/_ui/button.module.css";
import { WordDiff } from "@/app/_ui/word-diff";
import { bothOf } from "@/lib/notes/both";
import { formatValue, isMention, isWordOfList } from "@/lib/notes/change-words";
import { type FieldValue, textOf, valueAt } from "@/lib/notes/field";
import { useDraft } from "../_draft/draft-context";
import type { Kept } from "../_draft/kept";
import look from "../conflict.module.css";
import style from "./field-conflict.module.css";
import { GrowingText } from "./growing-text";

/** Somebody else has changed the same field: what it was, theirs and yours, and what it shall be. */
export function FieldConflict({ kept, name }: { kept: Kept; name: string }) {
  const { store } = useDraft();
  const { edit, conflict } = kept;
  if (edit.op !== "set" || conflict?.outcome !== "conflict") return null;
  const { base, value: yours } = edit;
  const { theirs, by, at } = conflict;
  const item = store.snapshot().shown.items.find(({ id }) => id === edit.itemId);
  const isUnrated = edit.field.startsWith("assessment.") && item !== undefined && valueAt(item, "assessment") === null;
  const isProse = isText(theirs) && isText(yours) && !isWordOfList(edit.field);
  const settle = (value: FieldValue) => store.settle(kept.id, value);
  return (
    <section className={`${look.conflict} ${style.conflict}`} aria-label={`Conflict in ${name}`}>
      <p className={look.title} role="alert">
        {by ?? "Somebody"} {isUnrated ? "took the rating away" : "changed this"}
        {at && ` at ${timeOf(at)}`} while you were writing. Nothing is lost:{" "}
        {isUnrated ? "rate the risk again to save yours." : "choose what it shall be."}
      </p>
      <dl>
        <dt>It was</dt>
        <dd>{formatValue(base)}</dd>
        <dt>Theirs</dt>
        <dd>{isProse ? <Compared before={base} after={theirs} /> : formatValue(theirs)}</dd>
        <dt>Yours</dt>
        <dd>{isProse ? <Compared before={base} after={yours} /> : formatValue(yours)}</dd>
      </dl>
      <div className={look.choices}>
        <button type="button" className={button.button} onClick={() => settle(theirs)}>
          {isUnrated ? "Let mine go" : "Keep theirs"}
        </button>
        {!isUnrated && (
          <button type="button" className={button.button} onClick={() => settle(yours)}>
            Keep mine
          </button>
        )}
      </div>
      {isProse && !isUnrated && <Third key={kept.id} {...{ base, theirs, yours, name }} onSettle={settle} />}
    </section>
  );
}

function isText(value: FieldValue): boolean {
  return value === null || typeof value === "string" || isMention(value);
}

type ThirdProps = {
  base: FieldValue;
  theirs: FieldValue;
  yours: FieldValue;
  name: string;
  onSettle: (value: FieldValue) => void;
};

/** Begins with both changes in one where they touch different words, else with the person's own. */
function Third({ base, theirs, yours, name, onSettle }: ThirdProps) {
  const [b, t, y] = [base, theirs, yours].map((value) => textOf(value) ?? "");
  const both = bothOf(b ?? "", t ?? "", y ?? "");
  const [typed, setTyped] = useState<string | null>(null); // kept when they save again meanwhile
  const text = typed ?? both ?? y ?? "";
  const mention = [yours, theirs, base].find(isMention);
  const shape = (written: string): FieldValue => {
    if (mention) return written === "" ? null : { ...mention, text: written };
    return written === "" && (theirs === null || base === null) ? null : written;
  };
  return (
    <div className={style.third}>
      <p className={style.label}>{both === null ? "Or write it anew" : "Or both changes in one"}</p>
      <div className={style.box}>
        <GrowingText label={`${name}, settled`} text={text} onType={setTyped} />
      </div>
      <button type="button" className={`${button.button} ${button.primary}`} onClick={() => onSettle(shape(text))}>
        Save this
      </button>
    </div>
  );
}

function Compared({ before, after }: { before: FieldValue; after: FieldValue }) {
  const isTurned = isMention(before) && isMention(after) && before.absent !== after.absent;
  if (isTurned || !isText(before)) return formatValue(after);
  return <WordDiff before={textOf(before) ?? ""} after={textOf(after) ?? ""} />;
}

/** `10:42`, on this person's clock. */
function timeOf(at: string): string {
  return new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}
