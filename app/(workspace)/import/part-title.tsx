import style from "./part.module.css";

type PartTitleProps = { id: string; title: string; aside?: string | false | null; asideId?: string };

/** The title of a part of the page, and what counts in it at the other end of the line. */
export function PartTitle({ id, title, aside, asideId }: PartTitleProps) {
  return (
    <div className={style.title}>
      <h2 id={id}>{title}</h2>
      <span className={style.aside} id={asideId}>
        {aside}
      </span>
    </div>
  );
}
