import type { ReactNode } from "react";
import style from "./section.module.css";

type SectionProps = {
  id: string;
  title: string;
  /** what stands at the right of the title */
  aside?: ReactNode;
  /** the title is said, not shown: its columns have their own */
  untitled?: boolean;
  children: ReactNode;
};

/** A section of the note under its title. */
export function Section({ id, title, aside, untitled = false, children }: SectionProps) {
  return (
    <section className={style.section} id={id} aria-labelledby={`${id}-title`}>
      <div className={untitled ? "vh" : style.head}>
        <h2 id={`${id}-title`}>{title}</h2>
        {aside && <div className={style.aside}>{aside}</div>}
      </div>
      {children}
    </section>
  );
}
