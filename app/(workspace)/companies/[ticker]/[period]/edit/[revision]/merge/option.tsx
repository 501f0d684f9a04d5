"use client";

import { createContext, useContext } from "react";
import style from "./merge.module.css";

/** What was chosen and typed in a form that was refused: without scripts the page comes anew. */
export const Typed = createContext<Readonly<Record<string, string>>>({});

export function Option({ name, value, label }: { name: string; value: string; label: string }) {
  const typed = useContext(Typed);
  return (
    <label className={style.option}>
      <input type="radio" name={name} value={value} defaultChecked={typed[name] === value} required /> {label}
    </label>
  );
}

/** Words of one's own, which begin as these. */
export function OwnWords({ name, label, words }: { name: string; label: string; words: string }) {
  const typed = useContext(Typed);
  return <textarea name={name} aria-label={label} rows={3} defaultValue={typed[name] ?? words} />;
}
