import { changeName, kindName } from "@/lib/notes/change-words";
import type { Change } from "@/lib/notes/diff";
import style from "./change-entry.module.css";
import { rowsOf } from "./change-rows";
import { ChangeSides } from "./change-sides";
import type { Compared } from "./compared";

export type ChangeLook = "list" | "sides";

type ChangeEntryProps = { change: Change; compared: Compared; look: ChangeLook };

/** One change: what it is of, and its words before and after, in one or side by side. */
export function ChangeEntry({ change, compared, look }: ChangeEntryProps) {
  return (
    <article className={style.entry}>
      <h3 className={style.name}>{changeName(change, compared.after.labels.get(change.itemId))}</h3>
      <p className={style.kind}>{aboutChange(change)}</p>
      {look === "sides" ? (
        <ChangeSides change={change} compared={compared} />
      ) : (
        <ChangeList {...{ change, compared }} />
      )}
    </article>
  );
}

function ChangeList({ change, compared }: Omit<ChangeEntryProps, "look">) {
  return (
    <dl className={style.list}>
      {rowsOf(change, compared).map(({ key, name, together }) => (
        <div key={key}>
          <dt>{name}</dt>
          <dd>{together}</dd>
        </div>
      ))}
    </dl>
  );
}

/** `Risk, Chip supply`: what kind of item a change is of. */
export function aboutChange({ item }: Change): string {
  const words = item.kind === "takeaway" ? item.fields.title : item.kind === "guidance_row" ? item.fields.period : null;
  return [kindName(item), words].filter(Boolean).join(", ");
}
