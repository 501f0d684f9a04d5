"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import style from "./settings.module.css";

/** The pages of settings; the one that is open is marked. */
export function SettingsNav({ places }: { places: { href: string; name: string }[] }) {
  const path = usePathname();
  return (
    <nav className={style.nav} aria-label="Settings">
      {places.map(({ href, name }) => (
        <Link key={href} href={href} prefetch={false} aria-current={path.startsWith(href) ? "page" : undefined}>
          {name}
        </Link>
      ))}
    </nav>
  );
}
