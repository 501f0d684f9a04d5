import { Minus, Plus } from "lucide-react";
import type { ReactNode } from "react";
import { WordDiff, WordSide } from "@/app/_ui/word-diff";
import { capitalised } from "@/lib/notes/capitalised";
import { changeName, fieldName, kindName } from "@/lib/notes/change-words";
import type { Change } from "@/lib/notes/diff";
import style from "./change-entry.module.css";
import { type Compared, citedDocuments, citesTheSame, fieldsOf, placesOf } from "./compared";
import { FieldAlone, FieldSide, FieldWords } from "./field-words";

export type ChangeLook = "list" | "sides";

type ChangeEntryProps = { change: Change; compared: Compared; look: ChangeLook };

/** One change: what it is of, and its words before and after. */
export function ChangeEntry({ change, compared, look }: ChangeEntryProps) {
  return (
    <article className={style.entry}>
      <h3 className={style.name}>{changeName(change, compared.after.labels.get(change.itemId))}</h3>
      <p className={style.kind}>{aboutChange(change)}</p>
      <ChangeWords change={change} compared={compared} look={look} />
    </article>
  );
}

/** The words of a change before and after, in one or side by side. */
export function ChangeWords({ change, compared, look }: ChangeEntryProps) {
  const rows = rowsOf(change, compared);
  if (look === "list") {
    return (
      <dl className={style.list}>
        {rows.map(({ key, name, together }) => (
          <div key={key}>
            <dt>{name}</dt>
            <dd>{together}</dd>
          </div>
        ))}
      </dl>
    );
  }
  return (
    <div className={style.sides}>
      <div className={style.heads} aria-hidden="true">
        <span>
          <Minus size={12} /> {compared.before.name}
        </span>
        <span>
          <Plus size={12} /> {compared.after.name}
        </span>
      </div>
      {rows.map(({ key, name, before, after }) => (
        <div key={key} className={style.row}>
          {(["before", "after"] as const).map((side) => (
            <div key={side}>
              <p className={style.field}>
                {name}
                <span className={style.side}>, {compared[side].name}</span>
              </p>
              <p>{side === "before" ? before : after}</p>
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}

/** `Risk, Chip supply`: what kind of item a change is of. */
export function aboutChange({ item }: Change): string {
  const words = item.kind === "takeaway" ? item.fields.title : item.kind === "guidance_row" ? item.fields.period : null;
  return [kindName(item), words].filter(Boolean).join(", ");
}

type Row = { key: string; name: string; together: ReactNode; before: ReactNode; after: ReactNode };

function rowsOf(change: Change, compared: Compared): Row[] {
  const { fields, isAlone } = fieldsOf(change);
  const none = !isAlone ? "nothing" : change.part === "assessment" ? "not rated" : "not there";
  const rows = fields.map((field): Row => {
    return {
      key: field.field,
      name: capitalised(fieldName(field.field)),
      together: isAlone ? <FieldAlone change={field} /> : <FieldWords change={field} />,
      before: <FieldSide change={field} side="before" none={none} />,
      after: <FieldSide change={field} side="after" none={none} />,
    };
  });
  // Marks that only went along with the words around them are no news.
  const cites = change.part === "place" ? null : change.citations;
  if (cites && (fields.length === 0 || !citesTheSame(cites.before, cites.after))) rows.push(citedRow(cites));
  if (change.part === "place" && change.change === "moved" && change.order) {
    const { was, is } = placesOf(change, compared);
    const together = `Moved: it stood ${was}, and stands ${is} now. Nothing of it was deleted.`;
    rows.push({ key: "place", name: "Place", together, before: was, after: is });
  }
  return rows;
}

function citedRow({ before, after }: NonNullable<Extract<Change, { part: "text" }>["citations"]>): Row {
  const [was, is] = [citedDocuments(before), citedDocuments(after)];
  const row = { key: "citations", name: "Sources cited" };
  if (was === is) return { ...row, together: `${is}, at other words`, before: was, after: `${is}, at other words` };
  return {
    ...row,
    together: <WordDiff before={was} after={is} />,
    before: was ? <WordSide before={was} after={is} side="before" /> : <span className="mute">none</span>,
    after: is ? <WordSide before={was} after={is} side="after" /> : <span className="mute">none</span>,
  };
}
