import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import style from "./earlier-toggle.module.css";

type EarlierToggleProps = { topic: string; isOpen: boolean; children: ReactNode };

/** The strip as a disclosure that needs no script; what it opens is the table's next row, shown by the table's style. */
export function EarlierToggle({ topic, isOpen, children }: EarlierToggleProps) {
  return (
    <details open={isOpen}>
      <summary className={style.toggle} title="Show or hide earlier quarters">
        <span className="vh">Earlier quarters of {topic}. </span>
        {children}
        <ChevronRight className={style.chevron} size={12} strokeWidth={2.25} aria-hidden="true" />
      </summary>
    </details>
  );
}
