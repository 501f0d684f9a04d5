import { Moment } from "@/app/_ui/day";
import { Seen } from "@/app/_ui/seen";
import table from "@/app/_ui/table.module.css";
import { fieldsShown } from "@/app/(workspace)/_change/compared";
import { wordsOf } from "@/app/(workspace)/_change/field-words";
import { citedAddresses, lineKey, type Origin } from "@/lib/notes/blame";
import { capitalised } from "@/lib/notes/capitalised";
import { fieldName, itemName } from "@/lib/notes/change-words";
import type { Item } from "@/lib/notes/content";
import type { FieldAddress } from "@/lib/notes/field";
import type { Blamed, HistoryRevision } from "@/lib/notes/history-queries";
import style from "./blame.module.css";

const citedNames = new Map<string, string>([
  [citedAddresses[0], "Sources cited"],
  [citedAddresses[1], "Sources of the rating"],
]);

type BlamedItemProps = {
  item: Item;
  label: string | undefined;
  /** by `lineKey` */
  lines: ReadonlyMap<string, Blamed>;
  /** by number */
  revisions: ReadonlyMap<number | null, HistoryRevision>;
};

/** The fields of an item that say something, or said something before they were emptied. */
export function BlamedItem({ item, label, lines, revisions }: BlamedItemProps) {
  const rows = [...fieldsShown(item), ...citedAddresses].flatMap((field) => {
    const line = lines.get(lineKey(item.id, field));
    return line ? [{ field, line }] : [];
  });
  const begun = Math.min(...rows.map(({ line }) => line.origin.seq));
  const telling = rows.filter(({ line }) => !isEmpty(line) || line.origin.seq > begun);
  const name = item.kind === "takeaway" ? `${label}, ${item.fields.title}` : itemName(item, label);
  return (
    <table className={`${table.table} ${table.stack} ${style.item}`}>
      <caption className={item.kind === "headline" ? "vh" : undefined}>{name}</caption>
      <thead>
        <tr>
          {["Field", "Says", "Written by", "Since", "Approved by"].map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {telling.map(({ field, line }) => (
          <BlamedField key={field} field={field} line={line} revision={revisions.get(line.since)} />
        ))}
      </tbody>
    </table>
  );
}

function isEmpty({ value }: Blamed): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

type BlamedFieldProps = { field: FieldAddress; line: Blamed; revision: HistoryRevision | undefined };

function BlamedField({ field, line, revision }: BlamedFieldProps) {
  const { origin, restored, since } = line;
  return (
    <tr>
      <th scope="row">{citedNames.get(field) ?? capitalised(fieldName(field))}</th>
      <td data-label="Says">
        <div className={style.words}>
          {isEmpty(line) ? <span className="mute">nothing any more</span> : <Seen text={wordsOf(field, line.value)} />}
        </div>
      </td>
      <td data-label="Written by">
        <div>
          <Act origin={origin} />
          {restored && <Act origin={restored} />}
        </div>
      </td>
      <td data-label="Since">
        <div>r{since}</div>
      </td>
      <td data-label="Approved by">
        <div>
          {revision?.approvers.join(", ") || <span className="mute">not recorded</span>}
          {revision?.publishedAt && (
            <p className="sec">
              <Moment at={revision.publishedAt} />
            </p>
          )}
        </div>
      </td>
    </tr>
  );
}

const acts: Record<Origin["how"], string> = {
  written: "",
  imported: "imported ",
  carried: "carried forward ",
  restored: "",
};

function Act({ origin: { by, at, how } }: { origin: Origin }) {
  const name = by ?? "Quarterdeck";
  return (
    <p>
      {how === "restored" ? `Brought back by ${name}` : name}
      <span className="sec">
        , {acts[how]}
        <Moment at={at} />
      </span>
    </p>
  );
}
