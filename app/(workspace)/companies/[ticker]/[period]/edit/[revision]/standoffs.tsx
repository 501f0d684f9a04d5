"use client";

import { useLayoutEffect, useRef } from "react";
import button from "@/app/_ui/button.module.css";
import { fieldName, formatValue, itemName } from "@/lib/notes/change-words";
import { type Item, itemsOf } from "@/lib/notes/content";
import { fullSentence } from "@/lib/notes/edit";
import { useDraft } from "./_draft/draft-context";
import { itemIdOf, type Kept } from "./_draft/kept";
import { withOwnWords } from "./_draft/kept-marks";
import { GrowingText } from "./_fields/growing-text";
import look from "./conflict.module.css";
import style from "./standoffs.module.css";

type StandoffsProps = { kept: readonly Kept[]; labels: Map<string, string>; was: Map<string, Item> };

/** Conflicts over whole items: words for one that a colleague deleted, and deletions of what a colleague has changed. */
export function Standoffs({ kept, labels, was }: StandoffsProps) {
  const over = kept.filter(({ conflict }) => conflict && conflict.outcome !== "conflict");
  const full = over.filter(({ conflict }) => conflict?.outcome === "full");
  const isFull = (id: string) => full.some(({ edit }) => itemIdOf(edit) === id);
  const gone = [
    ...new Set(over.filter(({ conflict }) => conflict?.outcome === "gone").map(({ edit }) => itemIdOf(edit))),
  ].filter((id) => !isFull(id));
  const changed = over.filter(({ conflict }) => conflict?.outcome === "changed");
  if (over.length === 0) return null;
  return (
    <section className={style.standoffs} aria-label="Conflicts">
      {gone.map((id) => (
        <Gone key={id} itemId={id} was={was.get(id)} own={over.filter(({ edit }) => itemIdOf(edit) === id)} />
      ))}
      {full.map((each) => (
        <Full key={each.id} kept={each} own={kept.filter(({ edit }) => itemIdOf(edit) === itemIdOf(each.edit))} />
      ))}
      {changed.map((each) => (
        <Changed key={each.id} kept={each} label={labels.get(itemIdOf(each.edit))} />
      ))}
    </section>
  );
}

function Gone({ itemId, was, own }: { itemId: string; was: Item | undefined; own: Kept[] }) {
  const { store } = useDraft();
  const item = store.lostItem(itemId) ?? was;
  const by = own[0]?.conflict && "by" in own[0].conflict ? own[0].conflict.by : null;
  const frame = useRef<HTMLDivElement>(null);
  // The box that the person was writing in has gone from under their hands: they go on here.
  useLayoutEffect(() => {
    const box = document.activeElement === document.body && frame.current?.querySelector("textarea");
    if (!box) return;
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
    box.scrollIntoView({ block: "center" });
  }, []);
  return (
    <div ref={frame} className={look.conflict}>
      <p className={look.title} role="alert">
        {by ?? "A colleague"} deleted {item ? `“${itemName(item, undefined)}”` : "this item"} while you were writing in
        it. Your words are kept here.
      </p>
      <dl>
        {own.map(
          ({ id, edit }) =>
            edit.op === "set" && (
              <div key={id}>
                <dt>{fieldName(edit.field)}</dt>
                <dd>
                  {typeof edit.value === "string" ? (
                    <div className={style.words}>
                      <GrowingText
                        label={`${fieldName(edit.field)}, kept`}
                        text={edit.value}
                        onType={(text) => store.reword(id, text)}
                      />
                    </div>
                  ) : (
                    formatValue(edit.value)
                  )}
                </dd>
              </div>
            ),
        )}
      </dl>
      <div className={look.choices}>
        {item && (
          <button type="button" className={`${button.button} ${button.primary}`} onClick={() => store.putBack(item)}>
            Put it back with my words
          </button>
        )}
        <button
          type="button"
          className={button.button}
          onClick={() => {
            for (const { id } of own) store.drop(id);
          }}
        >
          Let my words go
        </button>
      </div>
    </div>
  );
}

/** There was no room for an item: the note has its headline, or all the items that it can have. */
function Full({ kept, own }: { kept: Kept; own: Kept[] }) {
  const { store } = useDraft();
  if (kept.edit.op !== "add") return null;
  const item = withOwnWords(kept.edit.item, own);
  const drop = () => {
    for (const { id } of own) store.drop(id);
  };
  const [headline] = itemsOf(store.snapshot().shown, "headline");
  const isHeadline = item.kind === "headline" && headline !== undefined;
  return (
    <div className={look.conflict}>
      <p className={look.title} role="alert">
        {fullSentence(kept.edit)} Yours is kept here.
      </p>
      <dl>
        {isHeadline && (
          <div>
            <dt>Theirs</dt>
            <dd>{headline.fields.text}</dd>
          </div>
        )}
        {Object.entries(item.fields)
          .filter(([, value]) => typeof value === "string" && value !== "")
          .map(([field, value]) => (
            <div key={field}>
              <dt>{isHeadline ? "Yours" : fieldName(field)}</dt>
              <dd>{formatValue(value)}</dd>
            </div>
          ))}
      </dl>
      <div className={look.choices}>
        {isHeadline ? (
          <button
            type="button"
            className={button.button}
            onClick={() => {
              drop();
              store.do([{ op: "set", itemId: headline.id, field: "text", value: item.fields.text }]);
            }}
          >
            Put mine in its place
          </button>
        ) : (
          <button type="button" className={button.button} onClick={() => store.insist(kept.id)}>
            Try again
          </button>
        )}
        <button type="button" className={button.button} onClick={drop}>
          {isHeadline ? "Keep theirs" : "Let my words go"}
        </button>
      </div>
    </div>
  );
}

function Changed({ kept, label }: { kept: Kept; label: string | undefined }) {
  const { store } = useDraft();
  if (kept.conflict?.outcome !== "changed") return null;
  const { theirs, by } = kept.conflict;
  const isRemoval = kept.edit.op === "remove";
  const name = itemName(theirs, label);
  return (
    <div className={look.conflict}>
      <p className={look.title} role="alert">
        {isRemoval
          ? `${by ?? "A colleague"} has changed ${name} since you read it, so it was not deleted.`
          : `${by ?? "A colleague"} has moved ${name} too, so it was left where they put it.`}
      </p>
      <div className={look.choices}>
        <button type="button" className={button.button} onClick={() => store.drop(kept.id)}>
          {isRemoval ? "Keep it" : "Leave it there"}
        </button>
        <button type="button" className={button.button} onClick={() => store.insist(kept.id)}>
          {isRemoval ? "Delete it all the same" : "Move it my way"}
        </button>
      </div>
    </div>
  );
}
