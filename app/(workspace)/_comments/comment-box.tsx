"use client";

import { type FormEvent, startTransition, useEffect, useId, useRef } from "react";
import type { FormState } from "@/app/_server/action";
import button from "@/app/_ui/button.module.css";
import { Refusal } from "@/app/_ui/field";
import { useHasScripts } from "@/app/_ui/has-scripts";
import { postByKey, postKeys } from "@/app/_ui/post-key";
import { useReaching } from "@/app/_ui/reaching";
import { AboutWords, isOfQuote } from "./about-words";
import style from "./comment-box.module.css";
import type { CommentedItem } from "./commented-item";
import { MentionMenu } from "./mention-menu";

type CommentBoxProps = {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  /** what the action needs to know */
  fields: Record<string, string>;
  label: string;
  button: string;
  /** of those who can be called on */
  names: readonly string[];
  /** what a first comment can be about; an answer has none */
  items?: readonly [CommentedItem, ...CommentedItem[]];
};

/**
 * Works before scripts arrive and without them. With them, the box is emptied once what it held is said, and keeps the
 * focus; a first comment's disclosure closes.
 */
export function CommentBox({ action, fields, label, button: face, names, items }: CommentBoxProps) {
  const hasScripts = useHasScripts();
  const [state, send, isSending] = useReaching(action);
  const form = useRef<HTMLFormElement>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const isAwaited = useRef(false);
  const id = useId();
  useEffect(() => {
    if (isSending || !isAwaited.current) return;
    isAwaited.current = false;
    if (state) {
      form.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
      return;
    }
    for (const each of form.current?.querySelectorAll("textarea") ?? []) each.value = "";
    const closed = items ? form.current?.closest("details") : null;
    closed?.removeAttribute("open");
    (closed?.querySelector("summary") ?? box.current)?.focus();
  }, [isSending, state, items]);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault(); // React would empty the fields after a refusal
    if (isSending) return;
    isAwaited.current = true;
    const filled = new FormData(event.currentTarget);
    startTransition(() => send(filled));
  };
  const isOfText = state !== null && !isOfQuote(state);
  return (
    <form className={style.form} action={send} onSubmit={submit} ref={form} aria-label={label}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {items && <AboutWords items={items} state={state} />}
      <div className={style.field}>
        <label htmlFor={`${id}text`}>{items ? "Comment" : "Your reply"}</label>
        <textarea
          id={`${id}text`}
          ref={box}
          name="text"
          rows={3}
          required
          onKeyDown={postByKey}
          aria-keyshortcuts={postKeys}
          defaultValue={state?.typed.text}
          aria-invalid={isOfText || undefined}
          aria-describedby={isOfText ? `${id}refusal` : `${id}hint`}
        />
        {isOfText && <Refusal id={`${id}refusal`}>{state.refusal}</Refusal>}
        <p className={style.hint} id={`${id}hint`}>
          @ and a name calls on somebody: it waits for them on their desk.
        </p>
      </div>
      <div className={style.acts}>
        {hasScripts && names.length > 0 && <MentionMenu names={names} box={box} />}
        <button type="submit" className={`${button.button} ${button.primary} ${style.send}`} aria-disabled={isSending}>
          {face}
        </button>
      </div>
    </form>
  );
}
