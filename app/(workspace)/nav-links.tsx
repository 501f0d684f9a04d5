"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

const places = [
  { href: "/", name: "Desk" },
  { href: "/companies", name: "Companies" },
];

/** The places of the workspace that the person may go to; the one that the page belongs to is marked. */
export function NavLinks({ mayImport, hasSettings }: { mayImport: boolean; hasSettings: boolean }) {
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
      </Link>
    );
  });
}
