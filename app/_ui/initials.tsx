import style from "./initials.module.css";

/** `AA` in a ring, beside the name that it stands for. */
export function Initials({ name }: { name: string }) {
  const letters = name.split(/\s+/).map((word) => [...word][0]);
  return (
    <span className={style.initials} aria-hidden="true">
      {letters.slice(0, 2).join("")}
    </span>
  );
}
