"use client";

import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";

type MenuProps = {
  label: string;
  face: ReactNode;
  className?: string | undefined;
  tabIndex?: number | undefined;
  /** that it opens with the page: there is something in it to be read */
  isOpen?: boolean;
  children: ReactNode;
};

/** A disclosure that opens without scripts too; with them it closes on Escape, on a click elsewhere and on leaving. */
export function Menu({ label, face, className, tabIndex, isOpen, children }: MenuProps) {
  const menu = useRef<HTMLDetailsElement>(null);
  const path = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the bar outlives the page that the menu was opened on.
  useEffect(() => menu.current?.removeAttribute("open"), [path]);
  useEffect(() => {
    function closeUnlessInside(event: PointerEvent | KeyboardEvent) {
      if (!menu.current?.open) return;
      if (event instanceof KeyboardEvent ? event.key !== "Escape" : menu.current.contains(event.target as Node)) return;
      menu.current.open = false;
      if (event instanceof KeyboardEvent) menu.current.querySelector("summary")?.focus();
    }
    document.addEventListener("pointerdown", closeUnlessInside);
    document.addEventListener("keydown", closeUnlessInside);
    return () => {
      document.removeEventListener("pointerdown", closeUnlessInside);
      document.removeEventListener("keydown", closeUnlessInside);
    };
  }, []);
  return (
    <details ref={menu} className={className} open={isOpen || undefined}>
      <summary aria-label={label} tabIndex={tabIndex}>
        {face}
      </summary>
      {children}
    </details>
  );
}
