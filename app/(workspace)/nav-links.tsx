"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import style from "./app-bar.module.css";

const places = [
  { href: "/", name: "Desk" },
  { href: "/companies", name: "Companies" },
];

/** The places of the workspace that the person may go to; the one that the page belongs to is marked. */
type NavLinksProps = { mayImport: boolean; hasSettings: boolean; waiting: number };

export function NavLinks({ mayImport, hasSettings, waiting }: NavLinksProps) {
  const path = usePathname();
  const open = [
    ...places,
    ...(mayImport ? [{ href: "/import", name: "Import" }] : []),
    ...(hasSettings ? [{ href: "/settings", name: "Settings" }] : []),
  ];
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
