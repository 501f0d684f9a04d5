import { fieldsShown } from "@/app/(workspace)/_change/compared";
import { FieldSide, wordsOf } from "@/app/(workspace)/_change/field-words";
import { bothOf } from "@/lib/notes/both";
import { fieldName, itemName } from "@/lib/notes/change-words";
import { citedField, isCitable, textOf, valueAt } from "@/lib/notes/field";
import { conflictKey, type MergeConflict } from "@/lib/notes/merge";
import { choiceName, ownName } from "./choices";
import style from "./merge.module.css";
import { Option, OwnWords } from "./option";

type ConflictChoiceProps = {
  conflict: MergeConflict;
  label: string | undefined;
  /** `r3` */
  newer: string;
};

/** One thing that both changed: what it was, what each made of it, and the choice between them. */
export function ConflictChoice({ conflict, label, newer }: ConflictChoiceProps) {
  const key = conflictKey(conflict);
  const name = itemName(conflict.item, label);
  if (conflict.field === null) {
    const gone = conflict.removedBy === "ours" ? "You took it out of the draft" : `${newer} took it out`;
    const kept = conflict.removedBy === "ours" ? `${newer} rewrote it` : "you rewrote it";
    const keeps = conflict.removedBy === "ours" ? "theirs" : "ours";
    return (
      <fieldset className={style.conflict}>
        <legend>{name}</legend>
        <p>
          {gone}, {kept}:
        </p>
        <blockquote>{wordsIn(conflict)}</blockquote>
        <Option name={choiceName(key)} value={keeps} label="Keep it as it was rewritten" />
        <Option name={choiceName(key)} value={conflict.removedBy} label="Take it out" />
      </fieldset>
    );
  }
  const { field, base, ours, theirs, item } = conflict;
  const sides = { field, before: base };
  const isText = field !== "assessment" && isCitable(item.kind, citedField(field));
  const both = isText ? bothOf(textOf(base) ?? "", textOf(theirs) ?? "", textOf(ours) ?? "") : null;
  return (
    <fieldset className={style.conflict}>
      <legend>
        {name}, {fieldName(field)}
      </legend>
      <div className={style.three}>
        <div>
          <h4>Before</h4>
          <p>{base === null || base === "" ? <span className="mute">nothing</span> : wordsOf(field, base)}</p>
        </div>
        <div>
          <h4>{newer}</h4>
          <p>
            <FieldSide change={{ ...sides, after: theirs }} side="after" none="nothing" />
          </p>
        </div>
        <div>
          <h4>This draft</h4>
          <p>
            <FieldSide change={{ ...sides, after: ours }} side="after" none="nothing" />
          </p>
        </div>
      </div>
      <Option name={choiceName(key)} value="theirs" label={`What ${newer} has`} />
      <Option name={choiceName(key)} value="ours" label="What this draft has" />
      {isText && (
        <>
          <Option name={choiceName(key)} value="own" label={both ? "Both, as below" : "As below"} />
          <OwnWords
            name={ownName(key)}
            label={`${name}, ${fieldName(field)}, in words of your own`}
            words={both ?? textOf(ours) ?? ""}
          />
        </>
      )}
    </fieldset>
  );
}

function wordsIn({ item }: MergeConflict): string {
  const words = fieldsShown(item).flatMap((field) => {
    const value = valueAt(item, field);
    return value === null || value === "" || field === "kind" ? [] : [wordsOf(field, value)];
  });
  return words.join(" · ");
}
