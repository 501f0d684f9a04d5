import type { ReactNode } from "react";
import style from "./facts.module.css";

/** The strip of facts under a title. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={style.facts}>{children}</dl>;
}

type FactProps = { name: string; wide?: boolean; children: ReactNode };

/** `wide`: a row of its own on a phone. */
export function Fact({ name, wide = false, children }: FactProps) {
  return (
    <div className={wide ? style.wide : undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
