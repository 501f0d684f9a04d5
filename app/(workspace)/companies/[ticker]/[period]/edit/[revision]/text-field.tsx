"use client";

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { FigureText } from "@/app/_ui/figures";
import { WordDiff } from "@/app/_ui/word-diff";
import type { Item } from "@/lib/notes/content";
import { citedField, type FieldAddress, type FieldValue, fieldSchema, textOf, valueAt } from "@/lib/notes/field";
import { fieldLengthMax, titleLengthMax } from "@/lib/notes/text";
import { useDraft, useKept } from "./draft-context";
import { FieldConflict } from "./field-conflict";
import { FieldFoot } from "./field-foot";
import { GrowingText } from "./growing-text";
import { onceLeft } from "./once-left";
import style from "./text-field.module.css";

export type TextFieldProps = {
  item: Item;
  /** the item as readers have it; undefined: it is new, or this is the first draft */
  was: Item | undefined;
  field: FieldAddress;
  /** what the field is called, as `R2, title` */
  name: string;
  /** the type that its words are set in */
  look?: string | undefined;
  placeholder: string;
  /** Enter leaves the field; elsewhere it begins a line, and Ctrl-Enter leaves */
  isLine?: boolean;
  /** set without weight, as titles are */
  plain?: boolean;
  names?: readonly string[];
  /** the field's value for words; by default the words themselves, and null for none where it may be empty */
  toValue?: (text: string) => FieldValue;
};

/** A field that may be missing is missing when it is empty. */
function written(item: Item, field: FieldAddress, text: string): FieldValue {
  return text === "" && fieldSchema(item.kind, field)?.safeParse(null).success ? null : text;
}

/** Words that are edited in place: shown as readers will see them, and a box to type in once they are chosen. */
export function TextField(props: TextFieldProps) {
  const { item, field, name, look, isLine = false, toValue } = props;
  const { store, isEditable } = useDraft();
  const { kept, isSending } = useKept(item.id, field);
  const [isOpen, setOpen] = useState(false);
  const view = useRef<HTMLButtonElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const begun = useRef("");
  const text = textOf(valueAt(item, field)) ?? "";
  const write = (typed: string) => store.type(item.id, field, toValue ? toValue(typed) : written(item, field, typed));
  const open = () => {
    begun.current = text;
    setOpen(true);
  };
  const leave = () => {
    store.leave();
    setOpen(false);
    requestAnimationFrame(() => view.current?.focus());
  };
  useEffect(() => {
    const { current } = frame;
    if (!isOpen || !current) return;
    return onceLeft(current, () => {
      store.leave();
      return () => setOpen(false);
    });
  }, [isOpen, store]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const isDone = event.key === "Enter" && (isLine ? !event.shiftKey : event.ctrlKey || event.metaKey);
    if (event.key === "Escape") {
      store.leave(); // so that Ctrl-Z brings back what was typed
      write(begun.current);
    }
    if (isDone || event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      leave();
    }
  };
  return (
    <div
      ref={frame}
      data-field={field}
      className={`${style.field} ${look ?? ""} ${isOpen ? style.isOpen : ""} ${kept?.conflict ? style.isConflict : ""}`}
    >
      {isOpen ? (
        <>
          <GrowingText label={name} text={text} onType={write} onKeyDown={onKeyDown} takesFocus />
          <FieldFoot
            length={text.length}
            lengthMax={isTitle(item, field) ? titleLengthMax : fieldLengthMax}
            kept={kept}
            isSending={isSending}
            readers={readersText(props)}
            onRevert={write}
          />
        </>
      ) : (
        <button
          ref={view}
          type="button"
          className={style.view}
          disabled={!isEditable}
          aria-label={text === "" ? `${name}: empty. Edit` : undefined}
          onClick={open}
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

function isTitle(item: Item, field: FieldAddress): boolean {
  return item.kind === "headline" || (item.kind === "takeaway" && field === "title");
}

/** What readers have in the field; null where they have none or the same. */
function readersText({ item, was, field }: Pick<TextFieldProps, "item" | "was" | "field">): string | null {
  if (!was) return null;
  const before = textOf(valueAt(was, field)) ?? "";
  return before === textOf(valueAt(item, field)) ? null : before;
}

function Words(props: TextFieldProps & { text: string }) {
  const { item, field, text, placeholder, plain = false, names } = props;
  const before = readersText(props);
  if (before !== null && before !== text) return <WordDiff before={before} after={text} />;
  if (text === "") return <span className={style.placeholder}>{placeholder}</span>;
  return (
    <FigureText item={item} field={citedField(field)} text={text} plain={plain} isStill {...(names && { names })} />
  );
}
