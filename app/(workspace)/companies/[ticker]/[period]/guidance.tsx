import { FileText } from "lucide-react";
import { ChangeChip, ChangeTally } from "@/app/_ui/change";
import { Empty } from "@/app/_ui/empty";
import { FigureText } from "@/app/_ui/figures";
import table from "@/app/_ui/table.module.css";
import { saysNothing } from "@/lib/guidance/cell";
import { countChanges, formatChange } from "@/lib/guidance/change";
import { type ItemOf, itemsOf, type NoteContent } from "@/lib/notes/content";
import { formatPeriod } from "@/lib/notes/period";
import style from "./guidance.module.css";
import { Section } from "./section";
import { roles } from "./table-roles";

type Row = ItemOf<"guidance_row">;

/** What a reader looks for in a table of guidance, so that none of it is worth saying. */
const directions = ["raised", "lowered", "maintained"] as const;
const heads = ["Metric", "Period", "Previous", "Current", "Change"];

export function GuidanceSection({ content, labels }: { content: NoteContent; labels: Map<string, string> }) {
  const rows = itemsOf(content, "guidance_row");
  if (rows.length === 0)
    return (
      <Section id="guidance" title="Guidance">
        <Empty icon={FileText} title="No guidance in this note." />
      </Section>
    );
  return (
    <Section id="guidance" title="Guidance" aside={<Tally rows={rows} />}>
      <table className={`${table.table} ${table.stack} ${style.guidance}`} {...roles.table}>
        <caption className="vh">Guidance, previous against current, {formatPeriod(content.period)}</caption>
        <colgroup>
          <col className={style.metric} />
          <col className={style.period} />
          <col className={style.previous} />
          <col />
          <col className={style.change} />
        </colgroup>
        <thead {...roles.group}>
          <tr {...roles.row}>
            {heads.map((head) => (
              <th key={head} {...roles.columnHead}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...roles.group}>
          {rows.map((item) => (
            <GuidanceRow key={item.id} item={item} label={labels.get(item.id)} />
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Tally({ rows }: { rows: Row[] }) {
  const fields = rows.map((row) => row.fields);
  const counts = countChanges(fields);
  const none = directions.filter((direction) => counts.every(({ change }) => change !== direction));
  return (
    <div className={style.tally}>
      <ChangeTally counts={counts} unstated={fields.filter(({ change }) => !change).length} />
      {none.length > 0 && <span>0 {none.join(", ").replace(/, (\w+)$/, " or $1")}</span>}
    </div>
  );
}

function GuidanceRow({ item, label }: { item: Row; label: string | undefined }) {
  const { metric, change, changeText } = item.fields;
  const isOwnWords = changeText !== null && changeText.toLowerCase() !== formatChange(change);
  const isCited = item.citations.some(({ field }) => field === "changeText");
  return (
    <tr id={label} data-item="guidance" {...roles.row}>
      <th {...roles.rowHead}>
        <FigureText item={item} field="metric" text={metric} plain />
      </th>
      <Cell item={item} field="period" head="Period" />
      <Cell item={item} field="previous" head="Previous" />
      <Cell item={item} field="current" head="Current" />
      <td className={style.changed} {...roles.cell}>
        <ChangeChip change={change} />
        {(isOwnWords || isCited) && (
          <span className={style.ownWords}>
            <FigureText item={item} field="changeText" text={changeText ?? ""} plain />
          </span>
        )}
      </td>
    </tr>
  );
}

function Cell({ item, field, head }: { item: Row; field: "period" | "previous" | "current"; head: string }) {
  const words = item.fields[field];
  const isEmpty = words === null || saysNothing(words);
  const look = [isEmpty && style.empty, isEmpty && field !== "period" && style.dash].filter(Boolean).join(" ");
  return (
    <td data-label={head} className={style[`${field}Cell`]} {...roles.cell}>
      <div className={look || undefined}>
        {words === null ? "not stated" : <FigureText item={item} field={field} text={words} />}
      </div>
    </td>
  );
}
