"use client";

import { type KeyboardEvent, type ReactNode, type Ref, useImperativeHandle, useRef, useState } from "react";
import { FigureText } from "@/app/_ui/figures";
import { WordDiff } from "@/app/_ui/word-diff";
import { citedField } from "@/lib/notes/field";
import { useDraft, useKept } from "../_draft/draft-context";
import { FieldConflict } from "./field-conflict";
import { marksIn } from "./mark-list";
import { onceShown } from "./once-shown";
import { readersText, TextBox, type WordsField, wordsOf } from "./text-box";
import style from "./text-field.module.css";

/** What others on the page can have a field do. */
export type FieldHandle = { cite: () => void };

export type TextFieldProps = WordsField & {
  /** the type that its words are set in */
  look?: string | undefined;
  placeholder: ReactNode;
  /** Enter leaves the field; elsewhere it begins a line, and Ctrl-Enter leaves */
  isLine?: boolean;
  /** set without weight, as titles are */
  plain?: boolean;
  names?: readonly string[];
  /** what else can be done with the field while it is open */
  tools?: ReactNode;
  ref?: Ref<FieldHandle>;
};

/** Words that are edited in place: shown as readers will see them, and a box to type in once they are chosen. */
export function TextField(props: TextFieldProps) {
  const { item, was, field, name, look, isLine = false, toValue, tools, ref } = props;
  const { isEditable } = useDraft();
  const { kept } = useKept(item.id, field);
  const [opening, setOpening] = useState<"end" | "cite" | null>(null);
  const view = useRef<HTMLButtonElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const text = wordsOf(item, field);
  useImperativeHandle(ref, () => ({ cite: () => setOpening("cite") }));
  const isDone = (event: KeyboardEvent) =>
    event.key === "Enter" && (isLine ? !event.shiftKey : event.ctrlKey || event.metaKey);
  const onDone = (event: KeyboardEvent) => {
    event.preventDefault();
    setOpening(null);
    onceShown(() => view.current?.focus());
  };
  const onNext = () => {
    setOpening(null);
    onceShown(() => openNext(frame.current));
  };
  return (
    <div
      ref={frame}
      data-field={field}
      className={[style.field, look, kept?.conflict && style.isConflict].filter(Boolean).join(" ")}
      // Where a click on a button gives it no focus, the focus stays in the field.
      tabIndex={opening ? -1 : undefined}
    >
      {opening ? (
        <TextBox
          key={opening}
          {...{ item, was, field, name, toValue, frame, opening, isDone, onDone, tools }}
          onNext={isLine ? onNext : undefined}
          onLeft={() => setOpening(null)}
        />
      ) : (
        <button
          ref={view}
          type="button"
          className={style.view}
          disabled={!isEditable}
          aria-label={text === "" ? `${name}: empty. Edit` : undefined}
          onClick={() => setOpening("end")}
        >
          {text !== "" && <span className="vh">{name}: </span>}
          <Words {...props} text={text} />
        </button>
      )}
      {kept?.problem && (
        <p className={style.problem} role="alert">
          {kept.problem}
        </p>
      )}
      {kept?.conflict?.outcome === "conflict" && <FieldConflict kept={kept} name={name} />}
    </div>
  );
}

function Words(props: TextFieldProps & { text: string }) {
  const { item, field, text, placeholder, plain = false, names } = props;
  const before = readersText(props);
  if (before !== null && before !== text) {
    return <WordDiff before={before} after={text} marks={marksIn(item, field)} />;
  }
  if (text === "") return <span className={style.placeholder}>{placeholder}</span>;
  return (
    <FigureText item={item} field={citedField(field)} text={text} plain={plain} isStill {...(names && { names })} />
  );
}

/** The field behind this one, opened where it is one of words. */
function openNext(frame: HTMLElement | null): void {
  const fields = [...document.querySelectorAll<HTMLElement>("main [data-field]")];
  const next = frame ? fields[fields.indexOf(frame) + 1] : undefined;
  const stop = next?.matches("[role]") ? next : next?.querySelector<HTMLElement>("button, select, input");
  stop?.focus();
  if (stop?.matches("[data-field] > button")) stop.click();
}
