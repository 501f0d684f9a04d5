"use client";

import { Plus, Quote } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import button from "@/app/_ui/button.module.css";
import { CitationMark } from "@/app/_ui/citation";
import type { Item } from "@/lib/notes/content";
import { displacedIn } from "@/lib/notes/displaced";
import { citedField, type FieldAddress } from "@/lib/notes/field";
import { formatKindAndDate, type SourceEntry } from "@/lib/sources/model";
import { useDraft, useSnapshot } from "../_draft/draft-context";
import style from "./cite-control.module.css";
import { whereIs } from "./mark-list";
import { NewSourceForm } from "./new-source-form";
import { onceLeft } from "./once-left";
import { onceShown } from "./once-shown";

type CiteControlProps = {
  item: Item;
  field: FieldAddress;
  name: string;
  text: string;
  /** where in the text the mark would go */
  caret: () => number;
  isOpen: boolean;
  onOpen: () => void;
  /** `goesOn`: back to the text, at the caret */
  onClose: (goesOn: boolean) => void;
};

/** Puts the mark of a document where the caret stands. */
export function CiteControl({ isOpen, onOpen, onClose, ...props }: CiteControlProps) {
  return (
    <>
      <button
        type="button"
        className={button.tool}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => (isOpen ? onClose(true) : onOpen())}
      >
        <Quote size={12} aria-hidden="true" />
        Cite
      </button>
      {isOpen && <Sources {...props} onClose={onClose} />}
    </>
  );
}

function Sources({ item, field, name, text, caret, onClose }: Omit<CiteControlProps, "isOpen" | "onOpen">) {
  const { store } = useDraft();
  const { sources, displaced } = useSnapshot(store);
  const [isNew, setNew] = useState(sources.length === 0);
  const [place] = useState(caret);
  const dialog = usePopover(() => onClose(false));
  const cite = (label: string, source: SourceEntry | null) => {
    const own = citedField(field);
    const lost = displacedIn(displaced, item).filter((mark) => mark.field === own && mark.label === label);
    // Citing a document again whose mark has lost its place puts the mark back.
    const others = item.citations.filter((mark) => !lost.includes(mark));
    store.cite(item.id, [...others, { field: own, offset: place, label }], source);
    onClose(true);
  };
  const backToList = () => {
    setNew(false);
    onceShown(() => dialog.current?.querySelector("button")?.focus());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    onClose(true);
  };
  return (
    <div
      ref={dialog}
      className={style.popover}
      role="dialog"
      aria-label={`Cite a source in ${name}`}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <p className={style.where}>The mark goes {whereIs(text, place)}.</p>
      {isNew ? (
        <NewSourceForm
          known={sources}
          onDone={(source) => cite(source.label, source)}
          onCancel={sources.length > 0 ? backToList : () => onClose(true)}
        />
      ) : (
        <SourceList sources={sources} onChoose={(label) => cite(label, null)} onNew={() => setNew(true)} />
      )}
    </div>
  );
}

type SourceListProps = { sources: readonly SourceEntry[]; onChoose: (label: string) => void; onNew: () => void };

function SourceList({ sources, onChoose, onNew }: SourceListProps) {
  return (
    <>
      <ul className={style.sources}>
        {sources.map((source) => (
          <li key={source.label}>
            <button type="button" onClick={() => onChoose(source.label)}>
              <CitationMark label={source.label} isStill />
              <span>
                {source.title ?? "Title not stated"}
                <small>{formatKindAndDate(source)}</small>
              </span>
            </button>
          </li>
        ))}
      </ul>
      <button type="button" className={style.new} onClick={onNew}>
        <Plus size={14} aria-hidden="true" />
        Another document
      </button>
    </>
  );
}

/** Takes the focus when it opens, stays within the page's width, and closes when the focus goes elsewhere. */
function usePopover(onClose: () => void) {
  const dialog = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useEffect(() => {
    const { current } = dialog;
    if (!current) return;
    current.querySelector<HTMLElement>("button, input")?.focus({ preventScroll: true });
    if (current.getBoundingClientRect().right > document.documentElement.clientWidth) current.dataset.side = "right";
    current.scrollIntoView({ block: "nearest" });
    return onceLeft(current, () => () => {
      const isBegun = current.querySelector("[data-begun]");
      const isBeside = current.closest("[data-field]")?.contains(document.activeElement);
      if (!isBegun && isBeside) close.current();
    });
  }, []);
  return dialog;
}
