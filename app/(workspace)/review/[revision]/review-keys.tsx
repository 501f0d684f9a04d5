"use client";

import { useActionState, useEffect } from "react";
import type { FormState } from "@/app/_server/action";
import button from "@/app/_ui/button.module.css";
import { Refusal } from "@/app/_ui/field";
import { useHasScripts } from "@/app/_ui/has-scripts";
import { useHasKeys } from "@/app/_ui/keys";
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
  useEffect(() => {
    if (!isOn) return;
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
      <ul data-off={isOn ? undefined : ""}>
        <li>
          <kbd>J</kbd> <kbd>K</kbd> next, previous change
        </li>
        {mayDecide && (
          <>
            <li>
              <kbd>A</kbd> accept it
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

function onKeyDown(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.repeat || event.isComposing) return;
  if ((event.target as Element).closest("input, textarea, select, [contenteditable]")) return;
  const act = acts[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act();
}

const acts: Record<string, () => void> = {
  j: () => step(1),
  k: () => step(-1),
  // Pressed again the button takes it back; a key that is pressed twice by mistake does not.
  a: () => current()?.querySelector<HTMLElement>("[data-accept][aria-pressed=false]")?.click(),
  r: () => open("[data-request]", "comment"),
  c: () => open("[data-comment]", "text"),
};

/** The change that has the focus: no key judges one that is not looked at. */
function current(): HTMLElement | null | undefined {
  return document.activeElement?.closest<HTMLElement>("[data-change]");
}

function step(by: number): void {
  const all = [...document.querySelectorAll<HTMLElement>("[data-change]")];
  const at = all.findIndex((card) => card.contains(document.activeElement));
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "start", behavior: "instant" });
}

/** Opens a disclosure of the change and leads into the box to write in. */
function open(summary: string, box: string): void {
  const details = current()?.querySelector(summary)?.closest("details");
  if (!details) return;
  details.open = true;
  details.querySelector<HTMLElement>(`textarea[name="${box}"]`)?.focus();
}

/** Tells in the list of changes which one has the focus. */
function markCurrent(event: FocusEvent): void {
  const card = (event.target as Element).closest<HTMLElement>("[data-change]");
  for (const link of document.querySelectorAll('nav a[href^="#c"]')) {
    if (card && link.getAttribute("href") === `#${card.id}`) link.setAttribute("aria-current", "true");
    else if (card) link.removeAttribute("aria-current");
  }
}
