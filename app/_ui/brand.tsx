import Link from "next/link";
import style from "./brand.module.css";

/** The name with its mark; a link to the desk when `href` is given. */
export function Brand({ href }: { href?: string }) {
  const inside = (
    <>
      <svg viewBox="0 0 18 18" aria-hidden="true">
        <rect x=".75" y=".75" width="16.5" height="16.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
        <path d="M9 1v16M1 9h16" stroke="currentColor" strokeWidth="1.5" />
        <rect x="9" y="1" width="8" height="8" fill="var(--accent)" />
      </svg>
      Quarterdeck
    </>
  );
  return href ? (
    <Link className={style.brand} href={href}>
      {inside}
    </Link>
  ) : (
    <span className={style.brand}>{inside}</span>
  );
}
