import { ChangeEntry, type ChangeLook } from "@/app/(workspace)/_change/change-entry";
import type { Compared } from "@/app/(workspace)/_change/compared";
import type { Change } from "@/lib/notes/diff";
import { bySection, sectionNames } from "@/lib/notes/sections";
import style from "./compare.module.css";

type ChangeSectionsProps = { changes: Change[]; compared: Compared; look: ChangeLook };

export function ChangeSections({ changes, compared, look }: ChangeSectionsProps) {
  return bySection(changes).map(({ section, changes: own }) => (
    <section key={section} aria-labelledby={`changes-${section}`}>
      <h2 className={style.section} id={`changes-${section}`}>
        {section === "headline" ? "Headline" : sectionNames[section]} <span>{own.length}</span>
      </h2>
      {own.map((change) => (
        <ChangeEntry key={`${change.itemId} ${change.part}`} change={change} compared={compared} look={look} />
      ))}
    </section>
  ));
}
