import { NoSource } from "@/app/_ui/citation";
import { Day } from "@/app/_ui/day";
import { FigureText } from "@/app/_ui/figures";
import { RiskRating } from "@/app/_ui/risk";
import type { ItemOf, NoteContent } from "@/lib/notes/content";
import type { NoteView } from "@/lib/notes/queries";
import cited from "./cited.module.css";
import { TakeawayColumns } from "./takeaway-columns";
import style from "./takeaways.module.css";

type Takeaway = ItemOf<"takeaway">;
type Labelled = { labels: Map<string, string>; assessed: NoteView["assessed"]; accepted: ReadonlySet<string> };

export function TakeawaysSection({ content, ...rest }: Labelled & { content: NoteContent }) {
  return (
    <TakeawayColumns
      content={content}
      none="in this note"
      entry={(item) => <TakeawayEntry key={item.id} item={item} {...rest} />}
    />
  );
}

function TakeawayEntry({ item, labels, assessed, accepted }: Labelled & { item: Takeaway }) {
  const label = labels.get(item.id);
  const { kind, title, body } = item.fields;
  const isUncited = item.citations.length === 0;
  return (
    <article
      className={`${style.takeaway} ${cited.entry}`}
      id={label}
      data-item={label}
      data-accepted={accepted.has(item.id) || undefined}
    >
      <h4 className={style.title}>
        <span className={style.label}>{label}</span> <FigureText item={item} field="title" text={title} plain />
      </h4>
      <p className={style.body}>
        <FigureText item={item} field="body" text={body} />
      </p>
      {(isUncited || kind === "risk") && (
        <div className={style.foot}>
          {isUncited && <NoSource />}
          {kind === "risk" && <RiskRating assessment={item.assessment} />}
        </div>
      )}
      {kind === "risk" && <Commentary item={item} by={assessed[item.id]} />}
    </article>
  );
}

function Commentary({ item, by }: { item: Takeaway; by: NoteView["assessed"][string] | undefined }) {
  if (!item.assessment) return null;
  const { commentary } = item.assessment;
  return (
    <div className={style.commentary}>
      {commentary && (
        <p>
          <span className="vh">Commentary: </span>
          <FigureText item={item} field="commentary" text={commentary} />
        </p>
      )}
      {by && (
        <p className={style.by}>
          Assessed by {by.by}, <Day at={by.at} />
        </p>
      )}
    </div>
  );
}
