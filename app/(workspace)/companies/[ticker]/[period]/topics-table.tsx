import { FileText } from "lucide-react";
import type { ReactNode } from "react";
import { Empty } from "@/app/_ui/empty";
import { QuarterStripLegend } from "@/app/_ui/quarter-strip";
import table from "@/app/_ui/table.module.css";
import { type ItemOf, itemsOf, type NoteContent } from "@/lib/notes/content";
import { formatPeriodShort } from "@/lib/notes/period";
import { stripOf } from "@/lib/topics/model";
import { Section } from "./section";
import { roles } from "./table-roles";
import style from "./topics.module.css";

type TopicsTableProps = {
  content: NoteContent;
  /** what is said beside that there are none */
  hint?: ReactNode;
  /** the rows of one topic */
  rows: (item: ItemOf<"topic_row">, isOpenAtFirst: boolean) => ReactNode;
  /** what stands below */
  children?: ReactNode;
};

/** Topics whose earlier quarters stand open at first: they show what the strips hold. */
const openAtFirst = 2;

/** The section of the topics, for those who read and those who write. */
export function TopicsTable({ content, hint, rows, children }: TopicsTableProps) {
  const topics = itemsOf(content, "topic_row");
  if (topics.length === 0)
    return (
      <Section id="topics" title="Topics">
        <Empty icon={FileText} title="No topics in this note.">
          {hint}
        </Empty>
        {children}
      </Section>
    );
  const hasGaps = topics.some(({ fields }) => stripOf(fields, content.period).some(({ level }) => level === null));
  return (
    <Section id="topics" title="Topics over four quarters" aside={<QuarterStripLegend gaps={hasGaps} />}>
      <table className={`${table.table} ${style.topics}`} {...roles.table}>
        <caption className="vh">Topics, {formatPeriodShort(content.period)} and the three quarters before it</caption>
        <colgroup>
          <col className={style.topic} />
          <col />
          <col className={style.trend} />
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
        {topics.map((item, place) => rows(item, place < openAtFirst))}
      </table>
      {children}
    </Section>
  );
}
