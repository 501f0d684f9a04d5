"use client";

import { useEffect } from "react";

const cards = () => [...document.querySelectorAll<HTMLElement>("[data-change]")];

/** J and K go from change to change; A accepts the one that one is at, R asks for another wording, C comments. */
export function ReviewKeys() {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
      if ((event.target as Element).closest("input, textarea, select, [contenteditable]")) return;
      const act = acts[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault();
      act();
    };
    const onFocus = (event: FocusEvent) => {
      const card = (event.target as Element).closest<HTMLElement>("[data-change]");
      for (const link of document.querySelectorAll('nav a[href^="#c"]')) {
        if (card && link.getAttribute("href") === `#${card.id}`) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    };
    document.addEventListener("keydown", onKeyDown);
    document.addEventListener("focusin", onFocus);
    return () => {
      document.removeEventListener("keydown", onKeyDown);
      document.removeEventListener("focusin", onFocus);
    };
  }, []);
  return null;
}

const acts: Record<string, () => void> = {
  j: () => step(1),
  k: () => step(-1),
  a: () => current()?.querySelector<HTMLElement>("[data-accept]")?.click(),
  r: () => open("[data-request]"),
  c: () => open("[data-comment]"),
};

/** The change that has the focus, or the first one while none has. */
function current(): HTMLElement | undefined {
  return document.activeElement?.closest<HTMLElement>("[data-change]") ?? cards()[0];
}

function step(by: number): void {
  const all = cards();
  const at = all.findIndex((card) => card.contains(document.activeElement));
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "start", behavior: "instant" });
}

/** Opens a disclosure of the change and leads into its first field. */
function open(summary: string): void {
  const details = current()?.querySelector(summary)?.closest("details");
  if (!details) return;
  details.open = true;
  details.querySelector<HTMLElement>("textarea")?.focus();
}
