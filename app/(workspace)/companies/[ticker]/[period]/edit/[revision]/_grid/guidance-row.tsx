"use client";

import { memo, type ReactNode } from "react";
import { type GridField, type GuidanceRow, gridFields } from "@/lib/guidance/grid";
import { capitalised } from "@/lib/notes/capitalised";
import cited from "../../../cited.module.css";
import look from "../../../guidance.module.css";
import { roles } from "../../../table-roles";
import { useDraft, useKept } from "../_draft/draft-context";
import { FieldConflict } from "../_fields/field-conflict";
import { PendingMarks, useItemFrame } from "../_items/item-frame";
import { ItemMenu } from "../_items/item-menu";
import type { ItemProps } from "../_items/item-props";
import { ChangeCell, OwnWordsCell } from "./change-cell";
import { CellBody, type CellProps, type GridDesk, useCellRole } from "./grid-cell";
import gridStyle from "./grid-cell.module.css";
import { GridWords } from "./grid-words";
import style from "./guidance-editor.module.css";

type RowProps = ItemProps<"guidance_row"> & {
  /** the field that Tab leads to from outside of the grid */
  tabStop: GridField | null;
  /** the fields that are picked, with blanks between */
  picked: string;
  open: GridField | null;
  opening: "end" | "all";
  desk: GridDesk;
};

export const GridRow = memo(function GridRow({
  item,
  was,
  label,
  numbers,
  tabStop,
  picked,
  open,
  opening,
  desk,
}: RowProps) {
  const frame = useItemFrame(item);
  const { isEditable } = useDraft();
  const called = item.fields.metric || label;
  const cell = (field: GridField, name: string): CellProps => ({
    item,
    was,
    field,
    name: `${name} of ${called}`,
    isTabStop: tabStop === field,
    isPicked: picked.split(" ").includes(field),
    opening: open === field ? opening : null,
    desk,
  });
  return (
    <>
      <tr className={cited.row} id={label} data-item="guidance" {...roles.row} {...frame}>
        <MetricCell {...cell("metric", "Metric")}>
          <PendingMarks numbers={numbers} tabIndex={-1} />
          <ItemMenu item={item} name={called} tabIndex={-1} />
        </MetricCell>
        <WordsCell {...cell("period", "Period")} field="period" />
        <WordsCell {...cell("previous", "Previous")} field="previous" />
        <WordsCell {...cell("current", "Current")} field="current" />
        <td className={`${look.changed} ${style.changed}`} role={isEditable ? "none" : "cell"}>
          <ChangeCell {...cell("change", "Change")} />
          <OwnWordsCell {...cell("changeText", "Source’s words for the change")} />
        </td>
      </tr>
      <Conflicts item={item} called={called} />
    </>
  );
});

function MetricCell({ children, ...props }: CellProps & { children: ReactNode }) {
  const words = `metric-${props.item.id}`;
  return (
    <th
      className={`${gridStyle.cell} ${style.metric}`}
      {...roles.rowHead}
      {...useCellRole(props)}
      aria-labelledby={words}
    >
      {children}
      <CellBody {...props}>
        <span id={words}>
          <GridWords item={props.item} was={props.was} field="metric" />
        </span>
      </CellBody>
    </th>
  );
}

type WordsCellProps = CellProps & { field: "period" | "previous" | "current" };

function WordsCell(props: WordsCellProps) {
  const { item, was, field } = props;
  const className = `${gridStyle.cell} ${style.cell} ${look[`${field}Cell`] ?? ""}`;
  return (
    <td className={className} data-head={capitalised(field)} {...roles.cell} {...useCellRole(props)}>
      <CellBody {...props}>
        <GridWords item={item} was={was} field={field} />
      </CellBody>
    </td>
  );
}

/** What a colleague has written in the same cells stands under the row, over its whole width. */
function Conflicts({ item, called }: { item: GuidanceRow; called: string }) {
  return gridFields.map((field) => <Conflict key={field} item={item} field={field} called={called} />);
}

function Conflict({ item, field, called }: { item: GuidanceRow; field: GridField; called: string }) {
  const { kept } = useKept(item.id, field);
  const { isEditable } = useDraft();
  if (kept?.conflict?.outcome !== "conflict") return null;
  return (
    <tr {...roles.row}>
      <td colSpan={5} role={isEditable ? "gridcell" : "cell"}>
        <FieldConflict kept={kept} name={`${called}, ${field}`} />
      </td>
    </tr>
  );
}
