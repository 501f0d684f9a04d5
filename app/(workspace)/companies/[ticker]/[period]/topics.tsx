import { FigureText } from "@/app/_ui/figures";
import { QuarterStrip } from "@/app/_ui/quarter-strip";
import { TrendTag } from "@/app/_ui/trend";
import { Unstated } from "@/app/_ui/unstated";
import type { ItemOf, NoteContent } from "@/lib/notes/content";
import type { Period } from "@/lib/notes/period";
import { stripOf } from "@/lib/topics/model";
import cited from "./cited.module.css";
import { EarlierQuarters } from "./earlier";
import { EarlierToggle } from "./earlier-toggle";
import { roles } from "./table-roles";
import style from "./topics.module.css";
import { TopicsTable } from "./topics-table";

type Topic = ItemOf<"topic_row">;
type TopicsProps = {
  content: NoteContent;
  labels: Map<string, string>;
  previousMentions: Record<string, string>;
  accepted: ReadonlySet<string>;
};

export function TopicsSection({ content, labels, previousMentions, accepted }: TopicsProps) {
  return (
    <TopicsTable
      content={content}
      rows={(item, isOpenAtFirst) => (
        <TopicRows
          key={item.id}
          item={item}
          label={labels.get(item.id)}
          own={content.period}
          source={previousMentions[item.id]}
          isOpen={isOpenAtFirst}
          isAccepted={accepted.has(item.id)}
        />
      )}
    />
  );
}

type TopicRowsProps = {
  item: Topic;
  label: string | undefined;
  own: Period;
  source: string | undefined;
  isOpen: boolean;
  isAccepted: boolean;
};

/** A topic, and below it the row that its strip opens. */
function TopicRows({ item, label, own, source, isOpen, isAccepted }: TopicRowsProps) {
  const { topic, mentions, current, trend, trendTag } = item.fields;
  const strip = <QuarterStrip quarters={stripOf(item.fields, own)} />;
  const hasEarlier = mentions.length > 0 || source !== undefined;
  return (
    <tbody
      className={cited.group}
      id={label}
      data-item="a topic"
      data-accepted={isAccepted || undefined}
      {...roles.group}
    >
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
