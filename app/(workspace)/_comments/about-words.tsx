"use client";

import { useEffect, useId, useRef, useState } from "react";
import type { FormState } from "@/app/_server/action";
import button from "@/app/_ui/button.module.css";
import { Refusal } from "@/app/_ui/field";
import { useHasScripts } from "@/app/_ui/has-scripts";
import style from "./comment-box.module.css";
import type { CommentedItem } from "./commented-item";
import { selectedWords, watchSelection } from "./selected-words";

type AboutWordsProps = { items: readonly [CommentedItem, ...CommentedItem[]]; state: FormState };

/** Whether a comment was refused for the words that it is about. */
export function isOfQuote(state: NonNullable<FormState>): boolean {
  return state.field !== null && /^(words\.)?(quote|field)$/.test(state.field);
}

/** What a comment is about: an item, and if one likes words of it, typed, pasted, or taken from what is selected in the page. */
export function AboutWords({ items, state }: AboutWordsProps) {
  const hasScripts = useHasScripts();
  const [itemId, setItemId] = useState(state?.typed.itemId ?? items[0].id);
  const [told, setTold] = useState<string | null>(null);
  const words = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  useEffect(watchSelection, []);
  const item = items.find((each) => each.id === itemId) ?? items[0];
  const take = () => {
    const selected = selectedWords(items.map(({ anchor }) => anchor));
    const found = items.find(({ anchor }) => anchor === selected?.anchor);
    setTold(found ? null : `Select words ${items.length === 1 ? `of ${item.name}` : "of one item"} in the page first.`);
    if (!found || !selected || !words.current) return;
    setItemId(found.id);
    words.current.value = selected.quote;
    words.current.focus();
  };
  const isRefused = state !== null && isOfQuote(state);
  return (
    <>
      {items.length === 1 ? (
        <input type="hidden" name="itemId" value={item.id} />
      ) : (
        <div className={style.field}>
          <label htmlFor={`${id}item`}>About</label>
          <select id={`${id}item`} name="itemId" value={itemId} onChange={(event) => setItemId(event.target.value)}>
            {items.map((each) => (
              <option key={each.id} value={each.id}>
                {each.name}
              </option>
            ))}
          </select>
        </div>
      )}
      <div className={style.field}>
        <label htmlFor={`${id}quote`}>About these words, if not about the whole item</label>
        <textarea
          className={style.quote}
          id={`${id}quote`}
          ref={words}
          name="quote"
          rows={1}
          defaultValue={state?.typed.quote}
          aria-invalid={isRefused || undefined}
          aria-describedby={isRefused ? `${id}refusal` : `${id}told`}
        />
        {isRefused && <Refusal id={`${id}refusal`}>{state.refusal}</Refusal>}
        <div className={style.under}>
          {hasScripts && (
            <button type="button" className={button.link} onClick={take}>
              Use the selected words
            </button>
          )}
          {(hasScripts || items.length === 1) && item.fields.length > 1 && (
            <span className={style.in}>
              <label htmlFor={`${id}field`}>in the field</label>
              <select id={`${id}field`} name="field" key={item.id} defaultValue={state?.typed.field}>
                <option value="">any</option>
                {item.fields.map(({ value, name }) => (
                  <option key={value} value={value}>
                    {name}
                  </option>
                ))}
              </select>
            </span>
          )}
          <p className={style.hint} id={`${id}told`} role="status">
            {told}
          </p>
        </div>
      </div>
    </>
  );
}
