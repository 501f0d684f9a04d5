"use client";

import { FileText } from "lucide-react";
import { memo, useState } from "react";
import { Empty } from "@/app/_ui/empty";
import { QuarterStrip, QuarterStripLegend } from "@/app/_ui/quarter-strip";
import table from "@/app/_ui/table.module.css";
import { TrendTag } from "@/app/_ui/trend";
import { Unstated } from "@/app/_ui/unstated";
import { capitalised } from "@/lib/notes/capitalised";
import { type Item, type ItemOf, itemsOf } from "@/lib/notes/content";
import { formatPeriodShort, type Period } from "@/lib/notes/period";
import { stripOf, trendTags } from "@/lib/topics/model";
import cited from "../../cited.module.css";
import { EarlierToggle } from "../../earlier-toggle";
import { Section } from "../../section";
import { roles } from "../../table-roles";
import look from "../../topics.module.css";
import { AddItem } from "./add-item";
import { useDraft } from "./draft-context";
import { PendingMarks, useItemFrame } from "./item-frame";
import { ItemMenu } from "./item-menu";
import { MentionsEditor } from "./mentions-editor";
import type { SectionProps } from "./note-editor";
import row from "./row-editor.module.css";
import { SelectField } from "./select-field";
import { TextField } from "./text-field";
import style from "./topics-editor.module.css";

/** Rows whose earlier quarters stand open at first, as on the page that readers see. */
const openAtFirst = 2;

export function TopicsEditor({ content, labels, was, numbers, previousMentions }: SectionProps) {
  const topics = itemsOf(content, "topic_row");
  if (topics.length === 0) return <NoTopics />;
  const hasGaps = topics.some(({ fields }) => stripOf(fields, content.period).some(({ level }) => level === null));
  return (
    <Section id="topics" title="Topics over four quarters" aside={<QuarterStripLegend gaps={hasGaps} />}>
      <table className={`${table.table} ${look.topics}`} {...roles.table}>
        <caption className="vh">Topics, {formatPeriodShort(content.period)} and the three quarters before it</caption>
        <colgroup>
          <col className={look.topic} />
          <col />
          <col className={look.trend} />
        </colgroup>
        <thead {...roles.group}>
          <tr {...roles.row}>
            {["Topic", formatPeriodShort(content.period), "Trend"].map((head) => (
              <th key={head} {...roles.columnHead}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        {topics.map((item, place) => (
          <TopicEditor
            key={item.id}
            item={item}
            label={labels.get(item.id) ?? ""}
            own={content.period}
            was={was.get(item.id)}
            numbers={numbers.get(item.id) ?? ""}
            source={previousMentions[item.id]}
            isOpenAtFirst={place < openAtFirst || item.fields.topic === ""}
          />
        ))}
      </table>
      <AddItem section="topic_row">Add a topic</AddItem>
    </Section>
  );
}

function NoTopics() {
  const { isEditable } = useDraft();
  return (
    <Section id="topics" title="Topics">
      <Empty icon={FileText} title="No topics in this note.">
        {isEditable ? "Add one for each theme that management comes back to." : undefined}
      </Empty>
      <AddItem section="topic_row">Add a topic</AddItem>
    </Section>
  );
}

type TopicEditorProps = {
  item: ItemOf<"topic_row">;
  label: string;
  own: Period;
  was: Item | undefined;
  numbers: string;
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
