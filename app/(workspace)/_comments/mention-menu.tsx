"use client";

import { type RefObject, useId, useRef } from "react";
import button from "@/app/_ui/button.module.css";
import style from "./comment-box.module.css";

type MentionMenuProps = { names: readonly string[]; box: RefObject<HTMLTextAreaElement | null> };

/** Writes the name of whom one chooses at the caret. A button does it: a list moves by itself under the arrow keys. */
export function MentionMenu({ names, box }: MentionMenuProps) {
  const list = useRef<HTMLSelectElement>(null);
  const id = useId();
  const insert = () => {
    const { current } = box;
    const name = list.current?.value;
    if (!name) list.current?.focus();
    if (!current || !name) return;
    const { selectionStart: start, selectionEnd: end, value } = current;
    const gap = start === 0 || /\s$/.test(value.slice(0, start)) ? "" : " ";
    current.setRangeText(`${gap}@${name} `, start, end, "end");
    current.focus();
  };
  return (
    <div className={style.mention}>
      <label className="vh" htmlFor={id}>
        Whom to call on
      </label>
      <select id={id} ref={list}>
        <option value="">Nobody chosen</option>
        {[...new Set(names)].map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
      <button type="button" className={`${button.button} ${button.quiet}`} onClick={insert}>
        Insert @name
      </button>
    </div>
  );
}
