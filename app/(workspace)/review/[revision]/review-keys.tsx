"use client";

import { useActionState, useEffect, useState } from "react";
import type { FormState } from "@/app/_server/action";
import button from "@/app/_ui/button.module.css";
import { Refusal } from "@/app/_ui/field";
import { useHasScripts } from "@/app/_ui/has-scripts";
import { useHasKeys } from "@/app/_ui/keys";
import { actByKey } from "./key-acts";
import style from "./review-keys.module.css";

type ReviewKeysProps = {
  mayDecide: boolean;
  /** turns single letters on or off for whoever looks, here and everywhere */
  turn: (state: FormState, form: FormData) => Promise<FormState>;
};

/** The keys that go through the changes and judge them, and the switch for those who would press them unawares. */
export function ReviewKeys({ mayDecide, turn }: ReviewKeysProps) {
  const hasScripts = useHasScripts();
  const isOn = useHasKeys();
  const [state, send] = useActionState(turn, null);
  const [said, say] = useState("");
  useEffect(() => {
    if (!isOn) return;
    const onKeyDown = (event: KeyboardEvent) => actByKey(event, say);
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [isOn]);
  useEffect(() => {
    document.addEventListener("focusin", markCurrent);
    return () => document.removeEventListener("focusin", markCurrent);
  }, []);
  if (!hasScripts) return null;
  return (
    <section className={style.keys} aria-label="Keys">
      <p role="status">{said}</p>
      <ul data-off={isOn ? undefined : ""}>
        <li>
          <kbd>J</kbd> <kbd>K</kbd> next, previous change
        </li>
        {mayDecide && (
          <>
            <li>
              <kbd>A</kbd> accept it, go on
            </li>
            <li>
              <kbd>R</kbd> request change
            </li>
          </>
        )}
        <li>
          <kbd>C</kbd> comment on it
        </li>
      </ul>
      <form action={send}>
        <input type="hidden" name="hasKeys" value={isOn ? "off" : "on"} />
        <button type="submit" className={button.link}>
          {isOn ? "Turn the keys off" : "Turn the keys on"}
        </button>
        {state && <Refusal>{state.refusal}</Refusal>}
      </form>
    </section>
  );
}

/** Tells in the list of changes which one has the focus. */
function markCurrent(event: FocusEvent): void {
  const card = (event.target as Element).closest<HTMLElement>("[data-change]");
  for (const link of document.querySelectorAll('nav a[href^="#c"]')) {
    if (card && link.getAttribute("href") === `#${card.id}`) link.setAttribute("aria-current", "true");
    else if (card) link.removeAttribute("aria-current");
  }
}
