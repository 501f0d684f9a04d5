import { Menu as MenuIcon } from "lucide-react";
import Link from "next/link";
import { Brand } from "@/app/_ui/brand";
import button from "@/app/_ui/button.module.css";
import { Initials } from "@/app/_ui/initials";
import { Menu } from "@/app/_ui/menu";
import { signOutAction } from "@/app/(entry)/sign-in/actions";
import { may } from "@/lib/auth/permissions";
import type { UserActor } from "@/lib/context";
import style from "./app-bar.module.css";
import { NavLinks } from "./nav-links";
import { openSettings } from "./settings/places";
import { SignOut } from "./sign-out";

type AppBarProps = {
  person: UserActor;
  /** revisions that wait for their review; null: they read no drafts */
  reviews: number | null;
  /** how much waits for them on the desk */
  waiting: number;
};

/** The bar over every page of the workspace. On a phone its links are behind the menu. */
export function AppBar({ person, reviews, waiting }: AppBarProps) {
  const open = {
    mayImport: may(person, "note.import"),
    mayReadLinks: may(person, "link.read"),
    hasSettings: openSettings(person).length > 0,
    reviews,
    waiting,
  };
  return (
    <header className={style.bar}>
      <div className={`page ${style.row}`}>
        <Brand href="/" />
        <nav className={style.wide} aria-label="Main">
          <NavLinks {...open} />
        </nav>
        <Menu
          className={style.person}
          label={`Menu of ${person.name}${waiting > 0 ? `, ${waiting} waiting for you` : ""}`}
          face={
            <>
              <Initials name={person.name} />
              <span className={style.name}>{person.name}</span>
              {waiting > 0 && <span className={`${style.count} ${style.menu}`}>{waiting}</span>}
              <MenuIcon className={style.menu} size={16} aria-hidden="true" />
            </>
          }
        >
          <div className={style.sheet}>
            <nav className={style.narrow} aria-label="Main menu">
              <NavLinks {...open} />
            </nav>
            <p className={style.who}>
              Signed in as {person.name}, {[...person.roles].join(", ") || "without a role"}
            </p>
            <Link className={style.account} href="/account">
              Account
            </Link>
            <SignOut action={signOutAction} personId={person.id} className={button.button} />
          </div>
        </Menu>
      </div>
    </header>
  );
}
