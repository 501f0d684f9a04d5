"use client";

import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import button from "@/app/_ui/button.module.css";
import { capitalised } from "@/lib/notes/capitalised";
import { type SourceEntry, sourceKinds } from "@/lib/sources/model";
import { nextLabel, readSource, type TypedSource } from "./new-source";
import style from "./new-source-form.module.css";

type NewSourceFormProps = {
  known: readonly SourceEntry[];
  onDone: (source: SourceEntry) => void;
  onCancel: () => void;
};

const fields = [
  { name: "label", words: "Number", type: "text" },
  { name: "title", words: "Title", type: "text" },
  { name: "kind", words: "Kind", type: "select" },
  { name: "date", words: "Date", type: "date" },
  { name: "address", words: "Address", type: "url" },
] as const;

/** Describes a document that the note does not have yet; only its number must be given. */
export function NewSourceForm({ known, onDone, onCancel }: NewSourceFormProps) {
  const id = useId();
  const [typed, setTyped] = useState<TypedSource>({ label: "", title: "", kind: "", date: "", address: "" });
  const [isNumbered, setNumbered] = useState(false);
  const [problems, setProblems] = useState<Partial<TypedSource>>({});
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>("[name=title]")?.focus(), []);
  // Until the person gives a number it is the next free one, also when a colleague takes one meanwhile.
  const written = isNumbered ? typed : { ...typed, label: nextLabel(known) };
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const read = readSource(written, known);
    if ("source" in read) return onDone(read.source);
    setProblems(read.problems);
    const first = fields.find(({ name }) => read.problems[name]);
    if (first) event.currentTarget.querySelector<HTMLElement>(`[name=${first.name}]`)?.focus();
  };
  const isBegun = isNumbered || Object.values(typed).some((words) => words !== "");
  return (
    <form
      ref={form}
      className={style.form}
      aria-label="Another document"
      noValidate
      onSubmit={onSubmit}
      data-begun={isBegun ? "" : undefined}
    >
      {fields.map(({ name, words, type }) => {
        const own = {
          id: `${id}${name}`,
          name,
          value: written[name],
          onChange: ({ target }: { target: { value: string } }) => {
            setTyped({ ...written, [name]: target.value });
            if (name === "label") setNumbered(true);
            setProblems({ ...problems, [name]: undefined });
          },
          "aria-invalid": problems[name] ? true : undefined,
          "aria-describedby": problems[name] ? `${id}${name}-problem` : undefined,
        };
        return (
          <div key={name} className={style.field}>
            <label htmlFor={own.id}>{words}</label>
            {type === "select" ? <KindSelect {...own} /> : <input type={type} autoComplete="off" {...own} />}
            {problems[name] && (
              <p id={`${id}${name}-problem`} role="alert">
                {problems[name]}
              </p>
            )}
          </div>
        );
      })}
      <div className={style.acts}>
        <button type="submit" className={`${button.button} ${button.primary}`}>
          Cite it
        </button>
        <button type="button" className={button.button} onClick={onCancel}>
          {known.length > 0 ? "Back to the list" : "Cancel"}
        </button>
      </div>
    </form>
  );
}

function KindSelect(own: {
  id: string;
  name: string;
  value: string;
  onChange: (event: { target: HTMLSelectElement }) => void;
}) {
  return (
    <select {...own}>
      <option value="">Not stated</option>
      {sourceKinds.map((kind) => (
        <option key={kind} value={kind}>
          {capitalised(kind)}
        </option>
      ))}
    </select>
  );
}
