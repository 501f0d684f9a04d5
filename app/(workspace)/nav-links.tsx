"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import style from "./app-bar.module.css";

const places = [
  { href: "/", name: "Desk" },
  { href: "/companies", name: "Companies" },
];

/** The places of the workspace that the person may go to; the one that the page belongs to is marked. */
export function NavLinks({ mayImport, waiting }: { mayImport: boolean; waiting: number }) {
  const path = usePathname();
  const open = mayImport ? [...places, { href: "/import", name: "Import" }] : places;
  return open.map(({ href, name }) => {
    const here = href === "/" ? path === "/" : path.startsWith(href);
    return (
      <Link key={href} href={href} prefetch={false} aria-current={here ? "page" : undefined}>
        {name}
        {href === "/" && waiting > 0 && (
          <span className={style.count}>
            {waiting}
            <span className="vh"> waiting for you</span>
          </span>
        )}
      </Link>
    );
  });
}
