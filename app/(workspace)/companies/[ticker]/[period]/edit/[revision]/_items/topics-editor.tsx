"use client";

import { memo, useState } from "react";
import { QuarterStrip } from "@/app/_ui/quarter-strip";
import { TrendTag } from "@/app/_ui/trend";
import { Unstated } from "@/app/_ui/unstated";
import { capitalised } from "@/lib/notes/capitalised";
import { formatPeriodShort, type Period } from "@/lib/notes/period";
import { stripOf, trendTags } from "@/lib/topics/model";
import cited from "../../../cited.module.css";
import { EarlierToggle } from "../../../earlier-toggle";
import { roles } from "../../../table-roles";
import look from "../../../topics.module.css";
import { TopicsTable } from "../../../topics-table";
import { useDraft } from "../_draft/draft-context";
import { MentionsEditor } from "../_fields/mentions-editor";
import { SelectField } from "../_fields/select-field";
import { TextField } from "../_fields/text-field";
import { AddItem } from "./add-item";
import { PendingMarks, useItemFrame } from "./item-frame";
import { ItemMenu } from "./item-menu";
import { type ItemProps, itemProps, type SectionProps } from "./item-props";
import row from "./row-editor.module.css";
import style from "./topics-editor.module.css";

export function TopicsEditor(props: SectionProps) {
  const { isEditable } = useDraft();
  return (
    <TopicsTable
      content={props.content}
      hint={isEditable && "Add one for each theme that management comes back to."}
      rows={(item, isOpenAtFirst) => (
        <TopicEditor
          key={item.id}
          {...itemProps(item, props)}
          own={props.content.period}
          source={props.previousMentions[item.id]}
          isOpenAtFirst={isOpenAtFirst || item.fields.topic === ""}
        />
      )}
    >
      <AddItem section="topic_row">Add a topic</AddItem>
    </TopicsTable>
  );
}

type TopicEditorProps = ItemProps<"topic_row"> & {
  own: Period;
  /** the previous mentions in one piece, as the source has them */
  source: string | undefined;
  isOpenAtFirst: boolean;
};

const tagOptions = [
  { value: null, words: "No tag" },
  ...trendTags.map((tag) => ({ value: tag, words: capitalised(tag) })),
];

/** A topic, and below it the row that its strip opens. */
const TopicEditor = memo(function TopicEditor(props: TopicEditorProps) {
  const { item, label, own, was, numbers, source, isOpenAtFirst } = props;
  const frame = useItemFrame(item);
  const [isOpen] = useState(isOpenAtFirst);
  const { topic, trendTag } = item.fields;
  const field = { item, was };
  return (
    <tbody className={cited.group} id={label} {...frame} {...roles.group}>
      <tr {...roles.row}>
        <th className={row.head} {...roles.rowHead}>
          <PendingMarks numbers={numbers} />
          <ItemMenu item={item} name={label} />
          <h3>
            <TextField {...field} field="topic" name={`${label}, topic`} placeholder="Topic" isLine plain />
          </h3>
          <EarlierToggle topic={topic || label} isOpen={isOpen}>
            <QuarterStrip quarters={stripOf(item.fields, own)} />
          </EarlierToggle>
        </th>
        <td className={look.current} {...roles.cell}>
          <TextField
            {...field}
            field="current"
            name={`${label}, ${formatPeriodShort(own)}`}
            placeholder={<Unstated />}
          />
        </td>
        <td className={`${look.words} ${style.words}`} {...roles.cell}>
          <SelectField {...field} field="trendTag" name={`${label}, trend tag`} options={tagOptions}>
            {trendTag ? <TrendTag tag={trendTag} /> : <span className={style.none}>No tag</span>}
          </SelectField>
          <TextField {...field} field="trend" name={`${label}, trend`} placeholder={<Unstated />} />
        </td>
      </tr>
      <tr className={look.earlier} {...roles.row}>
        <td {...roles.cell} />
        <td colSpan={2} {...roles.cell}>
          <MentionsEditor item={item} was={was} own={own} label={label} source={source} />
        </td>
      </tr>
    </tbody>
  );
});
