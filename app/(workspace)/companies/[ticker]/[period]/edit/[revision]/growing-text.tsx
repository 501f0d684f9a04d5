"use client";

import { type KeyboardEvent, useEffect, useRef } from "react";
import style from "./growing-text.module.css";

type GrowingTextProps = {
  label: string;
  text: string;
  onType: (text: string) => void;
  onKeyDown?: (event: KeyboardEvent) => void;
  /** with the caret behind the last word, once it appears */
  takesFocus?: boolean;
};

/**
 * A box as tall as its words. The browser keeps the text, so that its own undo works while one types; words that come
 * from elsewhere are put in where they differ.
 */
export function GrowingText({ label, text, onType, onKeyDown, takesFocus = false }: GrowingTextProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    const { current } = box;
    if (!takesFocus || !current) return;
    current.focus();
    current.setSelectionRange(current.value.length, current.value.length);
  }, [takesFocus]);
  useEffect(() => {
    const { current } = box;
    // What a box cannot hold (a carriage return) is no difference.
    if (!current || current.value === text.replace(/\r\n?/g, "\n")) return;
    const { selectionStart } = current;
    current.value = text;
    current.setSelectionRange(selectionStart, selectionStart);
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
