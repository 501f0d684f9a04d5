import { Check, Circle, Undo2 } from "lucide-react";
import type { Compared } from "@/app/(workspace)/_change/compared";
import { changeName } from "@/lib/notes/change-words";
import { changeKey } from "@/lib/notes/diff";
import { bySection, sectionNames } from "@/lib/notes/sections";
import type { HashedChange } from "@/lib/review/change";
import type { Decision } from "@/lib/review/change-queries";
import style from "./change-nav.module.css";

type ChangeNavProps = {
  changes: HashedChange[];
  decisions: ReadonlyMap<string, Decision>;
  compared: Compared;
};

const looks = {
  accepted: { icon: Check, words: "accepted", className: style.accepted },
  change_requested: { icon: Undo2, words: "change requested", className: style.asked },
  open: { icon: Circle, words: "open", className: style.open },
};

/** The changes by section with what was decided of each. */
export function ChangeNav({ changes, decisions, compared }: ChangeNavProps) {
  const numberOf = new Map(changes.map((change, at) => [changeKey(change), at + 1]));
  return (
    <nav className={style.nav} aria-label="Changes">
      {bySection(changes).map(({ section, changes: own }) => (
        <div key={section}>
          <h2>{section === "headline" ? "Headline" : sectionNames[section]}</h2>
          <ul>
            {own.map((change) => {
              const key = changeKey(change);
              const number = numberOf.get(key);
              const { icon: Icon, words, className } = looks[decisions.get(key)?.verdict ?? "open"];
              return (
                <li key={key}>
                  <a href={`#c${number}`}>
                    <Icon className={className} size={14} aria-hidden="true" />
                    <span>
                      {number}. {changeName(change, compared.after.labels.get(change.itemId))}
                      <span className="vh">, {words}</span>
                    </span>
                  </a>
                </li>
              );
            })}
          </ul>
        </div>
      ))}
    </nav>
  );
}
