"use client";

import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import type { Item } from "@/lib/notes/content";
import { type FieldAddress, sameValue, valueAt } from "@/lib/notes/field";
import { useDraft, useKept } from "../_draft/draft-context";
import { FieldConflict } from "./field-conflict";
import style from "./select-field.module.css";

type SelectFieldProps = {
  item: Item;
  /** the item as readers have it; undefined: it is new, or this is the first draft */
  was: Item | undefined;
  field: FieldAddress;
  /** what the field is called, as `T1, trend` */
  name: string;
  /** the closed list, with null for none, and what each is called */
  options: readonly { value: string | null; words: string }[];
  /** how the chosen one is drawn */
  children: ReactNode;
};

/** A word of a closed list, drawn as readers see it: the list is the browser's own, and lies over it unseen. */
export function SelectField({ item, was, field, name, options, children }: SelectFieldProps) {
  const { store, isEditable } = useDraft();
  const { kept } = useKept(item.id, field);
  const value = valueAt(item, field);
  const before = was && valueAt(was, field);
  const readers = was && !sameValue(before ?? null, value) && options.find((each) => each.value === before)?.words;
  if (!isEditable) return <div data-field={field}>{children}</div>;
  return (
    <div data-field={field}>
      <span className={`${style.face} ${kept?.conflict ? style.isConflict : ""}`}>
        <span className={style.drawn} aria-hidden="true">
          {children}
          <ChevronDown size={12} />
        </span>
        <select
          aria-label={name}
          title={readers ? `Readers have: ${readers}` : undefined}
          value={typeof value === "string" ? value : ""}
          onChange={({ target }) =>
            store.do([{ op: "set", itemId: item.id, field, value: target.value === "" ? null : target.value }])
          }
        >
          {options.map((each) => (
            <option key={each.value} value={each.value ?? ""}>
              {each.words}
            </option>
          ))}
        </select>
      </span>
      {kept?.conflict?.outcome === "conflict" && <FieldConflict kept={kept} name={name} />}
    </div>
  );
}
