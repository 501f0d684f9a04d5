import type { ReactNode } from "react";
import style from "./asked-once.module.css";
import button from "./button.module.css";

type AskedOnceProps = { label: string; children: ReactNode };

/** An act that cannot be taken back: its button opens what it does, and the button that does it. Works without scripts. */
export function AskedOnce({ label, children }: AskedOnceProps) {
  return (
    <details className={style.asked}>
      <summary>
        <span className={button.button}>{label}</span>
      </summary>
      <div className={style.sure}>{children}</div>
    </details>
  );
}
