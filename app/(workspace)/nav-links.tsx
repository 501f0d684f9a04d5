"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import style from "./app-bar.module.css";

const places = [
  { href: "/", name: "Desk" },
  { href: "/companies", name: "Companies" },
];

/** The places of the workspace that the person may go to; the one that the page belongs to is marked. */
type NavLinksProps = {
  mayImport: boolean;
  mayReadLinks: boolean;
  hasSettings: boolean;
  /** revisions that wait for the person's review; null: they read no drafts */
  reviews: number | null;
  /** what else waits for them, on the desk */
  waiting: number;
};

export function NavLinks({ mayImport, mayReadLinks, hasSettings, reviews, waiting }: NavLinksProps) {
  const path = usePathname();
  const open = [
    ...places,
    ...(reviews === null ? [] : [{ href: "/review", name: "Reviews" }]),
    ...(mayImport ? [{ href: "/import", name: "Import" }] : []),
    ...(mayReadLinks ? [{ href: "/links", name: "Links" }] : []),
    ...(hasSettings ? [{ href: "/settings", name: "Settings" }] : []),
  ];
  const waits: Record<string, number> = { "/": waiting, "/review": reviews ?? 0 };
  return open.map(({ href, name }) => {
    const here = href === "/" ? path === "/" : path.startsWith(href);
    return (
      <Link key={href} href={href} prefetch={false} aria-current={here ? "page" : undefined}>
        {name}
        {waits[href] !== undefined && waits[href] > 0 && (
          <span className={style.count}>
            {waits[href]}
            <span className="vh"> waiting for you</span>
          </span>
        )}
      </Link>
    );
  });
}
