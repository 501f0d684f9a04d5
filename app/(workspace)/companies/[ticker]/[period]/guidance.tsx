import { FileText } from "lucide-react";
import { ChangeChip, ChangeTally } from "@/app/_ui/change";
import { Empty } from "@/app/_ui/empty";
import { FigureText } from "@/app/_ui/figures";
import table from "@/app/_ui/table.module.css";
import { Unstated } from "@/app/_ui/unstated";
import { saysNothing } from "@/lib/guidance/cell";
import { countChanges, formatAbsent, ownWords } from "@/lib/guidance/change";
import { type ItemOf, itemsOf, type NoteContent } from "@/lib/notes/content";
import { formatPeriod, type Period } from "@/lib/notes/period";
import cited from "./cited.module.css";
import style from "./guidance.module.css";
import { Section } from "./section";
import { roles } from "./table-roles";

type Row = ItemOf<"guidance_row">;

type GuidanceProps = { content: NoteContent; labels: Map<string, string>; accepted: ReadonlySet<string> };

export function GuidanceSection({ content, labels, accepted }: GuidanceProps) {
  const rows = itemsOf(content, "guidance_row");
  if (rows.length === 0)
    return (
      <Section id="guidance" title="Guidance">
        <Empty icon={FileText} title="No guidance in this note." />
      </Section>
    );
  return (
    <Section id="guidance" title="Guidance" aside={<GuidanceTally rows={rows} />}>
      <table className={`${table.table} ${table.stack} ${style.guidance}`} {...roles.table}>
        <GuidanceHead period={content.period} />
        <tbody {...roles.group}>
          {rows.map((item) => (
            <GuidanceRow key={item.id} item={item} label={labels.get(item.id)} isAccepted={accepted.has(item.id)} />
          ))}
        </tbody>
      </table>
    </Section>
  );
}

type GuidanceHeadProps = {
  period: Period;
  /** how many cells the rows have in the last column */
  changeCells?: number;
};

/** What stands over the rows, for those who read and those who write. */
export function GuidanceHead({ period, changeCells }: GuidanceHeadProps) {
  return (
    <>
      <caption className="vh">Guidance, previous against current, {formatPeriod(period)}</caption>
      <colgroup>
        <col className={style.metric} />
        <col className={style.period} />
        <col className={style.previous} />
        <col />
        <col className={style.change} />
      </colgroup>
      <thead {...roles.group}>
        <tr {...roles.row}>
          {["Metric", "Period", "Previous", "Current", "Change"].map((head) => (
            <th key={head} {...roles.columnHead} aria-colspan={head === "Change" ? changeCells : undefined}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
    </>
  );
}

export function GuidanceTally({ rows }: { rows: Row[] }) {
  const fields = rows.map((row) => row.fields);
  const unstated = fields.filter(({ change }) => change === null).length;
  return <ChangeTally counts={countChanges(fields)} unstated={unstated} absent={formatAbsent(fields)} />;
}

type GuidanceRowProps = { item: Row; label: string | undefined; isAccepted: boolean };

function GuidanceRow({ item, label, isAccepted }: GuidanceRowProps) {
  const { metric, change } = item.fields;
  const own = ownWords(item.fields, item.citations);
  return (
    <tr className={cited.row} id={label} data-item="guidance" data-accepted={isAccepted || undefined} {...roles.row}>
      <th {...roles.rowHead}>
        <FigureText item={item} field="metric" text={metric} plain />
      </th>
      <Cell item={item} field="period" head="Period" />
      <Cell item={item} field="previous" head="Previous" />
      <Cell item={item} field="current" head="Current" />
      <td className={style.changed} {...roles.cell}>
        <ChangeChip change={change} />
        {own !== null && (
          <span className={style.ownWords}>
            <FigureText item={item} field="changeText" text={own} plain />
          </span>
        )}
      </td>
    </tr>
  );
}

type CellProps = { item: Row; field: "period" | "previous" | "current" };

function Cell({ item, field, head }: CellProps & { head: string }) {
  return (
    <td data-label={head} className={style[`${field}Cell`]} {...roles.cell}>
      <div>
        <GuidanceWords item={item} field={field} />
      </div>
    </td>
  );
}

/** The words of a cell, quiet where they say that there is nothing. */
export function GuidanceWords({ item, field, isStill = false }: CellProps & { isStill?: boolean }) {
  const words = item.fields[field];
  const inside =
    words === null ? "not stated" : <FigureText item={item} field={field} text={words} isStill={isStill} />;
  if (!saysNothing(words)) return inside;
  return field === "period" ? <span className="mute">{inside}</span> : <Unstated>{inside}</Unstated>;
}
