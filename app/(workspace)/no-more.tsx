import Link from "next/link";
import button from "@/app/_ui/button.module.css";
import head from "@/app/_ui/head.module.css";
import style from "./no-more.module.css";

type NoMoreProps = {
  title: string;
  /** what has happened */
  children: string;
  next: { href: string; words: string };
};

/** In place of a page whose matter is over by now: what has happened, and what to do next. */
export function NoMore({ title, children, next }: NoMoreProps) {
  return (
    <main id="main" className={style.page}>
      <h1 className={head.title}>{title}</h1>
      <p>{children}</p>
      <Link className={`${button.button} ${button.primary}`} href={next.href} prefetch={false}>
        {next.words}
      </Link>
    </main>
  );
}
