import { Minus, Plus } from "lucide-react";
import { Seen } from "@/app/_ui/seen";
import type { Change } from "@/lib/notes/diff";
import { type Row, rowName, rowsOf } from "./change-rows";
import style from "./change-sides.module.css";
import { type Compared, fieldsOf } from "./compared";
import { wordsOf } from "./field-words";

type ChangeSidesProps = { change: Change; compared: Compared };

const sides = ["before", "after"] as const;

/** The words of a change before and after, side by side; of a first revision, in which all is new, as they are. */
export function ChangeSides({ change, compared }: ChangeSidesProps) {
  const absence = absenceOf(change, compared);
  if (absence?.side === "before" && compared.before.content.items.length === 0) return <NewItem change={change} />;
  const names = { before: `Before, ${compared.before.name}`, after: `After, ${compared.after.name}` };
  const rows = inOne(change, rowsOf(change, compared));
  return (
    <div className={style.sides}>
      <div className={style.heads} aria-hidden="true">
        <span>
          <Minus size={12} /> {names.before}
        </span>
        <span>
          <Plus size={12} /> {names.after}
        </span>
      </div>
      {absence ? (
        <div className={style.row}>
          {sides.map((side) => (
            <div key={side}>
              <p className={style.side}>{names[side]}</p>
              {side === absence.side ? <p className={style.absent}>{absence.words}</p> : <Values rows={rows} />}
            </div>
          ))}
        </div>
      ) : (
        rows.map(({ key, name, ...row }) => (
          <div key={key} className={style.row}>
            {sides.map((side) => (
              <div key={side}>
                <p className={style.field}>
                  {/* The heading of the change says it already where it is the only one. */}
                  <span className={rows.length === 1 ? "vh" : undefined}>{name} </span>
                  <span className={style.side}>{names[side]}</span>
                </p>
                <p className={style.words}>{row[side]}</p>
              </div>
            ))}
          </div>
        ))
      )}
    </div>
  );
}

/** On which side there is nothing of what came or went whole, and what to say of that; null: both have something. */
function absenceOf(change: Change, { before }: Compared) {
  if (change.part === "place") {
    if (change.change === "added") return { side: "before", words: `Not in ${before.name}` };
    return change.change === "removed" ? { side: "after", words: "Removed" } : null;
  }
  const { fields, isAlone } = fieldsOf(change);
  if (!isAlone) return null;
  return { side: fields.every((field) => field.before === null) ? "before" : "after", words: "Not rated" };
}

/** Title and body of a takeaway are read in one; what did not change of them stands around what did. */
function inOne(change: Change, rows: Row[]): Row[] {
  const { item } = change;
  const [title, body] = ["title", "body"].map((name) => rows.find(({ key }) => key === name));
  if (item.kind !== "takeaway" || !(title || body)) return rows;
  const words = (side: "before" | "after" | "together") => (
    <>
      <b>{title ? title[side] : <Seen text={item.fields.title} />}</b>{" "}
      {body ? (
        body[side]
      ) : (
        <span className="mute">
          <Seen text={item.fields.body} />
        </span>
      )}
    </>
  );
  const name = title && body ? "Title and body" : (title ?? body)?.name;
  const one = {
    key: "words",
    name: name ?? "",
    before: words("before"),
    after: words("after"),
    together: words("together"),
  };
  return [one, ...rows.filter((row) => row !== title && row !== body)];
}

/** What an item has, all of it. The words of a takeaway need no name. */
function Values({ rows }: { rows: Row[] }) {
  return (
    <dl className={style.values}>
      {rows.map(({ key, name, together }) => (
        <div key={key} className={key === "words" ? style.unnamed : undefined}>
          <dt className={key === "words" ? "vh" : undefined}>{name}</dt>
          <dd>{together}</dd>
        </div>
      ))}
    </dl>
  );
}

function NewItem({ change }: { change: Change }) {
  const rows = fieldsOf(change).fields.map(
    (field): Row => ({
      key: field.field,
      name: rowName(change, field),
      together: <Seen text={wordsOf(field.field, field.after)} />,
      before: null,
      after: null,
    }),
  );
  return (
    <div className={style.sides}>
      <div className={style.whole}>
        <Values rows={inOne(change, rows)} />
      </div>
    </div>
  );
}
