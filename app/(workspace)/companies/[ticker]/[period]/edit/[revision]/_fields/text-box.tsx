"use client";

import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
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
import { useDraft, useKept } from "../_draft/draft-context";
import { CiteControl } from "./cite-control";
import { FieldFoot } from "./field-foot";
import { GrowingText } from "./growing-text";
import { MarkList, offsetIn } from "./mark-list";
import { onceLeft } from "./once-left";
import style from "./text-box.module.css";

/** A field of words. */
export type WordsField = {
  item: Item;
  /** the item as readers have it; undefined: it is new, or this is the first draft */
  was: Item | undefined;
  field: FieldAddress;
  /** what the field is called, as `R2, title` */
  name: string;
  /** the field's value for words; by default the words themselves, and null for none where it may be empty */
  toValue?: ((text: string, isLeft: boolean) => FieldValue) | undefined;
};

type TextBoxProps = WordsField & {
  /** what the focus leaves when the writing is over */
  frame: RefObject<HTMLElement | null>;
  /** how it opens: with the caret behind the words, around them so that typing replaces them, or with the sources to cite */
  opening: "end" | "all" | "cite";
  /** whether a key ends the writing; Escape always does, and takes what was written back */
  isDone: (event: KeyboardEvent) => boolean;
  onDone: (event: KeyboardEvent) => void;
  /** the focus has gone elsewhere */
  onLeft: () => void;
  /** Tab after typing in a line: on to the next field, past what else can be done with this one */
  onNext?: (() => void) | undefined;
  /** what else can be done with the field while it is open */
  tools?: ReactNode;
};

/** The box that a field of words is written in, with what can be done there. */
export function TextBox(props: TextBoxProps) {
  const { item, was, field, name, opening, tools } = props;
  const { kept, isSending } = useKept(item.id, field);
  const [isCiting, setCiting] = useState(opening === "cite");
  const { box, text, write, revert, onKeyDown } = useWriting(props);
  const citing = {
    isOpen: isCiting,
    caret: () => offsetIn(text, words(box)?.selectionEnd ?? text.length),
    onOpen: () => setCiting(true),
    onClose: (goesOn: boolean) => {
      setCiting(false);
      if (goesOn) words(box)?.focus();
    },
  };
  return (
    <div ref={box} className={isCiting ? `${style.box} ${style.isCiting}` : style.box}>
      <GrowingText
        label={name}
        text={text}
        onType={write}
        onKeyDown={onKeyDown}
        caret={opening === "all" ? "all" : "end"}
      />
      <FieldFoot
        length={text.length}
        lengthMax={isTitle(item, field) ? titleLengthMax : fieldLengthMax}
        kept={kept}
        isSending={isSending}
        onRevert={readersText({ item, was, field }) === null ? null : revert}
      >
        {citedText(item, citedField(field)) !== null && <CiteControl {...{ item, field, name, text }} {...citing} />}
        {tools}
      </FieldFoot>
      <MarkList item={item} field={field} text={text} />
    </div>
  );
}

function words(box: RefObject<HTMLElement | null>): HTMLTextAreaElement | null | undefined {
  return box.current?.querySelector("textarea");
}

/** Typing in a field and leaving it, by whichever way. */
function useWriting({ item, was, field, toValue, frame, isDone, onDone, onLeft, onNext }: TextBoxProps) {
  const { store } = useDraft();
  const { kept } = useKept(item.id, field);
  const box = useRef<HTMLDivElement>(null);
  const text = wordsOf(item, field);
  const begun = useRef(text);
  const typed = useRef<string | null>(null);
  useEffect(() => {
    if (typed.current !== text) begun.current = text; // words from elsewhere: Escape does not go back behind them
  }, [text]);
  const write = (written: string) => {
    typed.current = written;
    store.type(item.id, field, toValue ? toValue(written, false) : valueFor(item, field, written));
  };
  const save = () => {
    const now = store.snapshot().shown.items.find(({ id }) => id === item.id);
    const isOwn = now !== undefined && typed.current === textOf(valueAt(now, field));
    if (toValue && isOwn && typed.current !== null) store.type(item.id, field, toValue(typed.current, true));
    store.leave();
  };
  useEffect(() => {
    store.enter({ itemId: item.id, field });
    return () => store.enter(null);
  }, [store, item.id, field]);
  const latest = useRef({ save, onLeft });
  useEffect(() => {
    latest.current = { save, onLeft };
  });
  useEffect(() => {
    const { current } = frame;
    if (!current) return;
    return onceLeft(current, () => {
      latest.current.save();
      return () => {
        // A document that somebody has begun to describe is not thrown away by a click elsewhere.
        if (!current.querySelector("[data-begun]")) latest.current.onLeft();
      };
    });
  }, [frame]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    // What somebody else has written meanwhile is not taken back with it.
    if (event.key === "Escape" && typed.current === text && !kept?.conflict) {
      store.leave(); // so that Ctrl-Z brings back what was typed
      write(begun.current);
    }
    if (onNext && event.key === "Tab" && !event.shiftKey && typed.current !== null) {
      event.preventDefault();
      save();
      return onNext();
    }
    if (event.key !== "Escape" && !isDone(event)) return;
    event.stopPropagation();
    save();
    onDone(event);
  };
  const revert = () => {
    typed.current = was ? textOf(valueAt(was, field)) : null;
    store.type(item.id, field, was ? valueAt(was, field) : null);
  };
  return { box, text, write, revert, onKeyDown };
}

export function wordsOf(item: Item, field: FieldAddress): string {
  return textOf(valueAt(item, field)) ?? "";
}

/** What readers have in the field; null where they have none or the same. */
export function readersText({ item, was, field }: Pick<WordsField, "item" | "was" | "field">): string | null {
  if (!was) return null;
  const before = wordsOf(was, field);
  return before === wordsOf(item, field) ? null : before;
}

/** A field that may be missing is missing when it is empty. */
function valueFor(item: Item, field: FieldAddress, text: string): FieldValue {
  return text === "" && fieldSchema(item.kind, field)?.safeParse(null).success ? null : text;
}

function isTitle(item: Item, field: FieldAddress): boolean {
  return item.kind === "headline" || (item.kind === "takeaway" && field === "title");
}
