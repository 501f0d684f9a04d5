"use client";

import { Plus, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import button from "@/app/_ui/button.module.css";
import { WordDiff } from "@/app/_ui/word-diff";
import type { Item, ItemOf } from "@/lib/notes/content";
import { sameValue } from "@/lib/notes/field";
import { fieldLengthMax } from "@/lib/notes/text";
import { useDraft, useKept } from "../_draft/draft-context";
import box from "../_items/exchanges-editor.module.css";
import { FieldConflict } from "./field-conflict";
import { FieldFoot } from "./field-foot";
import { onceLeft } from "./once-left";
import { onceShown } from "./once-shown";
import style from "./speakers-editor.module.css";
import text from "./text-field.module.css";

type SpeakersProps = { item: ItemOf<"exchange">; was: Item | undefined; label: string };

/** Who answered: names in a line, and once it is chosen a box for each name. */
export function SpeakersEditor({ item, was, label }: SpeakersProps) {
  const { isEditable } = useDraft();
  const { kept } = useKept(item.id, "speakers");
  const [isOpen, setOpen] = useState(false);
  const view = useRef<HTMLButtonElement>(null);
  const { speakers } = item.fields;
  const name = `${label}, answered by`;
  const before = was?.kind === "exchange" ? was.fields.speakers : speakers;
  const leave = (goesBack: boolean) => {
    setOpen(false);
    if (goesBack) onceShown(() => view.current?.focus());
  };
  return (
    <div className={box.voice}>
      <span>Answered by</span>
      <div
        data-field="speakers"
        className={`${text.field} ${isOpen ? text.isOpen : ""} ${kept?.conflict ? text.isConflict : ""}`}
        tabIndex={isOpen ? -1 : undefined}
      >
        {isOpen ? (
          <Names item={item} before={before} name={name} onLeave={leave} />
        ) : (
          <button
            ref={view}
            type="button"
            className={text.view}
            disabled={!isEditable}
            aria-label={speakers.length === 0 ? `${name}: empty. Edit` : undefined}
            onClick={() => setOpen(true)}
          >
            {speakers.length > 0 && <span className="vh">{name}: </span>}
            {sameValue(before, speakers) ? (
              speakers.join(", ") || <Blank>names</Blank>
            ) : (
              <WordDiff before={before.join(", ")} after={speakers.join(", ")} />
            )}
          </button>
        )}
        {kept?.problem && (
          <p className={text.problem} role="alert">
            {kept.problem}
          </p>
        )}
        {kept?.conflict?.outcome === "conflict" && <FieldConflict kept={kept} name={name} />}
      </div>
    </div>
  );
}

/** A place in a line of words that waits to be filled. */
export function Blank({ children }: { children: string }) {
  return <span className={`${text.placeholder} ${box.blank}`}>{children}</span>;
}

type NamesProps = {
  item: ItemOf<"exchange">;
  /** as readers have them */
  before: string[];
  name: string;
  onLeave: (goesBack: boolean) => void;
};

const isWritten = (written: string) => written.trim() !== "";

/** A box for each name. One that is still empty is no speaker. */
function Names({ item, before, name, onLeave }: NamesProps) {
  const { store } = useDraft();
  const { kept, isSending } = useKept(item.id, "speakers");
  const { speakers } = item.fields;
  const begun = useRef(speakers);
  const [typed, setTyped] = useState(speakers.length > 0 ? speakers : [""]);
  const list = useRef<HTMLDivElement>(null);
  // Names from elsewhere, of a colleague or of an undo, take the place of those in the boxes.
  const names = sameValue(typed.filter(isWritten), speakers) ? typed : speakers.length > 0 ? speakers : [""];
  useEffect(() => {
    if (!sameValue(typed.filter(isWritten), speakers)) begun.current = speakers;
  }, [typed, speakers]);
  const write = (next: string[]) => {
    setTyped(next.length > 0 ? next : [""]);
    store.type(item.id, "speakers", next.filter(isWritten));
  };
  const focusAt = (place: number) =>
    onceShown(() => list.current?.querySelectorAll("input")[Math.max(place, 0)]?.focus());
  const latest = useRef(onLeave);
  useEffect(() => {
    latest.current = onLeave;
  });
  useEffect(() => {
    const frame = list.current?.closest<HTMLElement>("[data-field]");
    if (!frame) return;
    frame.querySelector("input")?.focus();
    return onceLeft(frame, () => {
      store.leave();
      return () => latest.current(false);
    });
  }, [store]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    event.stopPropagation();
    store.leave();
    if (event.key === "Escape" && sameValue(typed.filter(isWritten), speakers) && !kept?.conflict) write(begun.current);
    onLeave(true);
  };
  return (
    <div ref={list}>
      {names.map((each, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a name has nothing but its place
        <div key={place} className={style.name}>
          <input
            type="text"
            aria-label={`${name}, ${place + 1}`}
            value={each}
            autoComplete="off"
            onChange={({ target }) => write(names.with(place, target.value))}
            onKeyDown={onKeyDown}
          />
          <button
            type="button"
            className={button.tool}
            aria-label={`Remove ${each || `name ${place + 1}`}`}
            onClick={() => {
              write(names.toSpliced(place, 1));
              focusAt(place - 1);
            }}
          >
            <X size={12} aria-hidden="true" />
          </button>
        </div>
      ))}
      <FieldFoot
        length={Math.max(...names.map((each) => each.length))}
        lengthMax={fieldLengthMax}
        kept={kept}
        isSending={isSending}
        onRevert={sameValue(before, speakers) ? null : () => write(before)}
      >
        <button
          type="button"
          className={button.tool}
          onClick={() => {
            setTyped([...names, ""]);
            focusAt(names.length);
          }}
        >
          <Plus size={12} aria-hidden="true" />
          Add a name
        </button>
      </FieldFoot>
    </div>
  );
}
