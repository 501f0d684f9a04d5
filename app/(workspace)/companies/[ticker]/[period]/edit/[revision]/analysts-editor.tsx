"use client";

import { Users } from "lucide-react";
import { memo } from "react";
import { Empty } from "@/app/_ui/empty";
import table from "@/app/_ui/table.module.css";
import { Unstated } from "@/app/_ui/unstated";
import { type Item, type ItemOf, itemsOf } from "@/lib/notes/content";
import { Section } from "../../section";
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
  const analysts = itemsOf(content, "covering_analyst");
  return (
    <Section id="analysts" title="Covering analysts">
      {analysts.length === 0 ? (
        <Empty icon={Users} title="None recorded.">
          {isEditable ? "Add those whose firms cover the company." : "This note names no covering analysts."}
        </Empty>
      ) : (
        <table className={table.table} {...roles.table}>
          <caption className="vh">Covering analysts and their firms</caption>
          <thead {...roles.group}>
            <tr {...roles.row}>
              <th {...roles.columnHead}>Name</th>
              <th {...roles.columnHead}>Firm</th>
            </tr>
          </thead>
          <tbody {...roles.group}>
            {analysts.map((item) => (
              <AnalystRow
                key={item.id}
                item={item}
                label={labels.get(item.id) ?? ""}
                was={was.get(item.id)}
                numbers={numbers.get(item.id) ?? ""}
              />
            ))}
          </tbody>
        </table>
      )}
      <AddItem section="covering_analyst">Add an analyst</AddItem>
    </Section>
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
