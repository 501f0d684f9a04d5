import { FileText } from "lucide-react";
import { Empty } from "@/app/_ui/empty";
import { FigureText } from "@/app/_ui/figures";
import { QuarterStrip, QuarterStripLegend } from "@/app/_ui/quarter-strip";
import table from "@/app/_ui/table.module.css";
import { TrendTag } from "@/app/_ui/trend";
import { Unstated } from "@/app/_ui/unstated";
import { type ItemOf, itemsOf, type NoteContent } from "@/lib/notes/content";
import { formatPeriodShort, type Period } from "@/lib/notes/period";
import { stripOf } from "@/lib/topics/model";
import cited from "./cited.module.css";
import { EarlierQuarters } from "./earlier";
import { EarlierToggle } from "./earlier-toggle";
import { Section } from "./section";
import { roles } from "./table-roles";
import style from "./topics.module.css";

type Topic = ItemOf<"topic_row">;
type TopicsProps = { content: NoteContent; labels: Map<string, string>; previousMentions: Record<string, string> };

/** Rows whose earlier quarters stand open at first: they show what the strips hold. */
const openAtFirst = 2;

export function TopicsSection({ content, labels, previousMentions }: TopicsProps) {
  const topics = itemsOf(content, "topic_row");
  if (topics.length === 0)
    return (
      <Section id="topics" title="Topics">
        <Empty icon={FileText} title="No topics in this note." />
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
        {topics.map((item, place) => (
          <TopicRows
            key={item.id}
            item={item}
            label={labels.get(item.id)}
            own={content.period}
            source={previousMentions[item.id]}
            isOpen={place < openAtFirst}
          />
        ))}
      </table>
    </Section>
  );
}

type TopicRowsProps = {
  item: Topic;
  label: string | undefined;
  own: Period;
  source: string | undefined;
  isOpen: boolean;
};

/** A topic, and below it the row that its strip opens. */
function TopicRows({ item, label, own, source, isOpen }: TopicRowsProps) {
  const { topic, mentions, current, trend, trendTag } = item.fields;
  const strip = <QuarterStrip quarters={stripOf(item.fields, own)} />;
  const hasEarlier = mentions.length > 0 || source !== undefined;
  return (
    <tbody className={cited.group} id={label} data-item="a topic" {...roles.group}>
      <tr {...roles.row}>
        <th {...roles.rowHead}>
          <h3>
            <FigureText item={item} field="topic" text={topic} plain />
          </h3>
          {hasEarlier ? (
            <EarlierToggle topic={topic} isOpen={isOpen}>
              {strip}
            </EarlierToggle>
          ) : (
            strip
          )}
        </th>
        <td className={style.current} {...roles.cell}>
          {current === null ? <Unstated /> : <FigureText item={item} field="current" text={current} />}
        </td>
        <td className={style.words} {...roles.cell}>
          {trendTag && <TrendTag tag={trendTag} />}
          {trend !== null && (
            <div>
              <FigureText item={item} field="trend" text={trend} />
            </div>
          )}
          {trendTag === null && trend === null && <Unstated />}
        </td>
      </tr>
      {hasEarlier && (
        <tr className={style.earlier} {...roles.row}>
          <td {...roles.cell} />
          <td colSpan={2} {...roles.cell}>
            <EarlierQuarters item={item} own={own} source={source} />
          </td>
        </tr>
      )}
    </tbody>
  );
}
