"use client";

import { useEffect, useState } from "react";
import button from "@/app/_ui/button.module.css";
import { fieldName, formatValue, itemName } from "@/lib/notes/change-words";
import { unsavedKey } from "@/lib/notes/unsaved-key";
import type { Holding, Kept } from "./_draft/kept";
import style from "./closed.module.css";

/** What this browser still holds for a revision that takes nothing more: to be read and copied, until it is let go. */
export function KeptWords({ personId, revisionId }: { personId: string; revisionId: string }) {
  const [kept, setKept] = useState<Kept[]>([]);
  const [isAsking, setAsking] = useState(false);
  useEffect(() => setKept(keysOf(personId, revisionId).flatMap(keptAt)), [personId, revisionId]);
  if (kept.length === 0) return null;
  const letGo = () => {
    for (const key of keysOf(personId, revisionId)) localStorage.removeItem(key);
    setKept([]);
  };
  return (
    <section className={style.kept} aria-labelledby="kept">
      <h2 id="kept">Your words that did not get into it</h2>
      <p>They are kept in this browser. Copy what you need into a draft of today.</p>
      <dl>
        {kept.map(({ id, edit }) => (
          <div key={id}>
            <dt>{edit.op === "set" ? fieldName(edit.field) : nameOf(edit)}</dt>
            <dd>{edit.op === "set" ? formatValue(edit.value) : edit.op}</dd>
          </div>
        ))}
      </dl>
      {isAsking ? (
        <button type="button" className={button.button} onClick={letGo}>
          Let them go for good
        </button>
      ) : (
        <button type="button" className={button.link} onClick={() => setAsking(true)}>
          I do not need them
        </button>
      )}
    </section>
  );
}

function nameOf(edit: Kept["edit"]): string {
  return "item" in edit ? itemName(edit.item, undefined) : "an item";
}

/** None where the browser lets the page keep nothing. */
function keysOf(personId: string, revisionId: string): string[] {
  try {
    return Object.keys({ ...localStorage }).filter((key) => key.startsWith(unsavedKey(personId, revisionId)));
  } catch {
    return [];
  }
}

function keptAt(key: string): Kept[] {
  try {
    return (JSON.parse(localStorage.getItem(key) ?? "null") as Holding | null)?.kept ?? [];
  } catch {
    return [];
  }
}
