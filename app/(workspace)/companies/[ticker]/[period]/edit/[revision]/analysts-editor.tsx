"use client";

import { memo } from "react";
import { Unstated } from "@/app/_ui/unstated";
import type { Item, ItemOf } from "@/lib/notes/content";
import { AnalystsTable } from "../../analysts-table";
import { roles } from "../../table-roles";
import { AddItem } from "./add-item";
import { useDraft } from "./draft-context";
import { PendingMarks, useItemFrame } from "./item-frame";
import { ItemMenu } from "./item-menu";
import type { SectionProps } from "./note-editor";
import style from "./row-editor.module.css";
import { TextField } from "./text-field";

export function AnalystsEditor({ content, labels, was, numbers }: SectionProps) {
  const { isEditable } = useDraft();
  return (
    <AnalystsTable
      content={content}
      hint={isEditable ? "Add those whose firms cover the company." : undefined}
      row={(item) => (
        <AnalystRow
          key={item.id}
          item={item}
          label={labels.get(item.id) ?? ""}
          was={was.get(item.id)}
          numbers={numbers.get(item.id) ?? ""}
        />
      )}
    >
      <AddItem section="covering_analyst">Add an analyst</AddItem>
    </AnalystsTable>
  );
}

type AnalystRowProps = { item: ItemOf<"covering_analyst">; label: string; was: Item | undefined; numbers: string };

const AnalystRow = memo(function AnalystRow({ item, label, was, numbers }: AnalystRowProps) {
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
