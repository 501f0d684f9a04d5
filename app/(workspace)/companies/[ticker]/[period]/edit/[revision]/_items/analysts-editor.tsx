"use client";

import { memo } from "react";
import { Unstated } from "@/app/_ui/unstated";
import { AnalystsTable } from "../../../analysts-table";
import { roles } from "../../../table-roles";
import { useDraft } from "../_draft/draft-context";
import { TextField } from "../_fields/text-field";
import { AddItem } from "./add-item";
import { PendingMarks, useItemFrame } from "./item-frame";
import { ItemMenu } from "./item-menu";
import { type ItemProps, itemProps, type SectionProps } from "./item-props";
import style from "./row-editor.module.css";

export function AnalystsEditor(props: SectionProps) {
  const { isEditable } = useDraft();
  return (
    <AnalystsTable
      content={props.content}
      hint={isEditable ? "Add those whose firms cover the company." : undefined}
      row={(item) => <AnalystRow key={item.id} {...itemProps(item, props)} />}
    >
      <AddItem section="covering_analyst">Add an analyst</AddItem>
    </AnalystsTable>
  );
}

const AnalystRow = memo(function AnalystRow({ item, label, was, numbers }: ItemProps<"covering_analyst">) {
  const frame = useItemFrame(item);
  const field = { item, was, isLine: true, plain: true };
  return (
    <tr id={label} {...frame} {...roles.row}>
      <th className={style.head} {...roles.rowHead}>
        <PendingMarks numbers={numbers} />
        <ItemMenu item={item} name={label} />
        <TextField {...field} field="name" name={`${label}, name`} placeholder="Name" />
      </th>
      <td {...roles.cell}>
        <TextField {...field} field="firm" name={`${label}, firm`} placeholder={<Unstated />} />
      </td>
    </tr>
  );
});
