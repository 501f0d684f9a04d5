"use client";

import { type KeyboardEvent, useLayoutEffect, useRef } from "react";
import { movingMarks } from "@/lib/notes/marks";
import style from "./growing-text.module.css";

type GrowingTextProps = {
  label: string;
  text: string;
  onType: (text: string) => void;
  onKeyDown?: (event: KeyboardEvent) => void;
  /** takes the focus once it appears, with the caret there */
  caret?: "end" | "all";
};

/**
 * A box as tall as its words. The browser keeps the text, so that its own undo works while one types; words that come
 * from elsewhere are put in where they differ.
 */
export function GrowingText({ label, text, onType, onKeyDown, caret }: GrowingTextProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  // Before the page is drawn: the key that opened the box goes into it.
  useLayoutEffect(() => {
    const { current } = box;
    if (!caret || !current) return;
    current.focus();
    current.setSelectionRange(caret === "all" ? 0 : current.value.length, current.value.length);
  }, [caret]);
  useLayoutEffect(() => {
    const { current } = box;
    // What a box cannot hold (a carriage return) is no difference.
    if (!current || current.value === text.replace(/\r\n?/g, "\n")) return;
    const { value, selectionStart, selectionEnd } = current;
    const moved = movingMarks(value, text); // the caret stays with the words around it, as a mark does
    current.value = text;
    current.setSelectionRange(moved(selectionStart).offset, moved(selectionEnd).offset);
  }, [text]);
  return (
    <div className={style.grow} data-text={text}>
      <textarea
        ref={box}
        rows={1}
        aria-label={label}
        defaultValue={text}
        onInput={(event) => onType(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        spellCheck
      />
    </div>
  );
}
