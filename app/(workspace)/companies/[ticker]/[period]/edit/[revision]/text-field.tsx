"use client";

import { type KeyboardEvent, type ReactNode, type Ref, useEffect, useImperativeHandle, useRef, useState } from "react";
import { FigureText } from "@/app/_ui/figures";
import { WordDiff } from "@/app/_ui/word-diff";
import type { Item } from "@/lib/notes/content";
import {
  citedField,
  citedText,
  type FieldAddress,
  type FieldValue,
  fieldSchema,
  textOf,
  valueAt,
} from "@/lib/notes/field";
import { fieldLengthMax, titleLengthMax } from "@/lib/notes/text";
import { CiteControl } from "./cite-control";
import { useDraft, useKept } from "./draft-context";
import { FieldConflict } from "./field-conflict";
import { FieldFoot } from "./field-foot";
import { GrowingText } from "./growing-text";
import { MarkList, marksIn, offsetIn } from "./mark-list";
import { onceLeft } from "./once-left";
import style from "./text-field.module.css";

/** What others on the page can have a field do. */
export type FieldHandle = { cite: () => void };

export type TextFieldProps = {
  item: Item;
  /** the item as readers have it; undefined: it is new, or this is the first draft */
  was: Item | undefined;
  field: FieldAddress;
  /** what the field is called, as `R2, title` */
  name: string;
  /** the type that its words are set in */
  look?: string | undefined;
  placeholder: ReactNode;
  /** Enter leaves the field; elsewhere it begins a line, and Ctrl-Enter leaves */
  isLine?: boolean;
  /** set without weight, as titles are */
  plain?: boolean;
  names?: readonly string[];
  /** the field's value for words; by default the words themselves, and null for none where it may be empty */
  toValue?: (text: string, isLeft: boolean) => FieldValue;
  /** what else can be done with the field while it is open */
  tools?: ReactNode;
  ref?: Ref<FieldHandle>;
};

/** A field that may be missing is missing when it is empty. */
function written(item: Item, field: FieldAddress, text: string): FieldValue {
  return text === "" && fieldSchema(item.kind, field)?.safeParse(null).success ? null : text;
}

/** Words that are edited in place: shown as readers will see them, and a box to type in once they are chosen. */
export function TextField(props: TextFieldProps) {
  const { item, field, name, look, tools, ref } = props;
  const { isEditable } = useDraft();
  const { kept, isSending } = useKept(item.id, field);
  const editing = useEditing(props);
  const { frame, view, isOpen, isCiting, text } = editing;
  useImperativeHandle(ref, () => ({ cite: editing.openToCite }));
  const boxes = [isOpen && style.isOpen, isCiting && style.isCiting].filter(Boolean).join(" ");
  return (
    <div
      ref={frame}
      data-field={field}
      className={[style.field, look, kept?.conflict && style.isConflict].filter(Boolean).join(" ")}
      // Where a click on a button gives it no focus, the focus stays in the field.
      tabIndex={isOpen ? -1 : undefined}
    >
      <div className={boxes || undefined}>
        {isOpen ? (
          <>
            <GrowingText label={name} text={text} onType={editing.write} onKeyDown={editing.onKeyDown} takesFocus />
            <FieldFoot
              length={text.length}
              lengthMax={isTitle(item, field) ? titleLengthMax : fieldLengthMax}
              kept={kept}
              isSending={isSending}
              onRevert={readersText(props) === null ? null : editing.revert}
            >
              {citedText(item, citedField(field)) !== null && (
                <CiteControl {...{ item, field, name, text }} isOpen={isCiting} {...editing.citing} />
              )}
              {tools}
            </FieldFoot>
            <MarkList item={item} field={field} text={text} />
          </>
        ) : (
          <button
            ref={view}
            type="button"
            className={style.view}
            disabled={!isEditable}
            aria-label={text === "" ? `${name}: empty. Edit` : undefined}
            onClick={editing.open}
          >
            {text !== "" && <span className="vh">{name}: </span>}
            <Words {...props} text={text} />
          </button>
        )}
      </div>
      {kept?.problem && (
        <p className={style.problem} role="alert">
          {kept.problem}
        </p>
      )}
      {kept?.conflict?.outcome === "conflict" && <FieldConflict kept={kept} name={name} />}
    </div>
  );
}

/** Opening a field, typing in it and leaving it, by whichever way. */
function useEditing({ item, was, field, isLine = false, toValue }: TextFieldProps) {
  const { store } = useDraft();
  const { kept } = useKept(item.id, field);
  const [isOpen, setOpen] = useState(false);
  const [isCiting, setCiting] = useState(false);
  const view = useRef<HTMLButtonElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const begun = useRef("");
  const typed = useRef<string | null>(null);
  const text = textOf(valueAt(item, field)) ?? "";
  const write = (words: string) => {
    typed.current = words;
    store.type(item.id, field, toValue ? toValue(words, false) : written(item, field, words));
  };
  const open = () => {
    begun.current = text;
    typed.current = null;
    setOpen(true);
  };
  const save = () => {
    const now = store.snapshot().shown.items.find(({ id }) => id === item.id);
    const isOwn = now !== undefined && typed.current === textOf(valueAt(now, field));
    if (toValue && isOwn && typed.current !== null) store.type(item.id, field, toValue(typed.current, true));
    store.leave();
  };
  const box = () => frame.current?.querySelector("textarea");
  const leave = () => {
    save();
    setOpen(false);
    requestAnimationFrame(() => view.current?.focus());
  };
  const latest = useRef(save);
  useEffect(() => {
    latest.current = save;
  });
  useEffect(() => {
    const { current } = frame;
    if (!isOpen || !current) return;
    return onceLeft(current, () => {
      latest.current();
      return () => {
        // A document that somebody has begun to describe is not thrown away by a click elsewhere.
        if (!current.querySelector("[data-begun]")) setOpen(false);
      };
    });
  }, [isOpen]);
  useEffect(() => {
    if (!isOpen) setCiting(false);
  }, [isOpen]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const isDone = event.key === "Enter" && (isLine ? !event.shiftKey : event.ctrlKey || event.metaKey);
    // What somebody else has written meanwhile is not taken back with it.
    if (event.key === "Escape" && typed.current === text && !kept?.conflict) {
      store.leave(); // so that Ctrl-Z brings back what was typed
      write(begun.current);
    }
    if (isDone || event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      leave();
    }
  };
  return {
    frame,
    view,
    text,
    isOpen,
    isCiting,
    open,
    openToCite: () => {
      open();
      setCiting(true);
    },
    write,
    revert: () => {
      typed.current = was ? textOf(valueAt(was, field)) : null;
      store.type(item.id, field, was ? valueAt(was, field) : null);
    },
    onKeyDown,
    citing: {
      caret: () => offsetIn(text, box()?.selectionEnd ?? text.length),
      onOpen: () => setCiting(true),
      onClose: (goesOn: boolean) => {
        setCiting(false);
        if (goesOn) box()?.focus();
      },
    },
  };
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
  if (before !== null && before !== text) {
    return <WordDiff before={before} after={text} marks={marksIn(item, field)} />;
  }
  if (text === "") return <span className={style.placeholder}>{placeholder}</span>;
  return (
    <FigureText item={item} field={citedField(field)} text={text} plain={plain} isStill {...(names && { names })} />
  );
}
