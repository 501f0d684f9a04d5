import { FileText } from "lucide-react";
import { NoSource } from "@/app/_ui/citation";
import { Day } from "@/app/_ui/day";
import { Empty } from "@/app/_ui/empty";
import { FigureText } from "@/app/_ui/figures";
import { RiskRating } from "@/app/_ui/risk";
import { type ItemOf, itemsOf, type NoteContent } from "@/lib/notes/content";
import type { NoteView } from "@/lib/notes/queries";
import cited from "./cited.module.css";
import { Section } from "./section";
import style from "./takeaways.module.css";

type Takeaway = ItemOf<"takeaway">;
type Labelled = { labels: Map<string, string>; assessed: NoteView["assessed"] };

const columns = [
  { kind: "positive", name: "Positives", look: style.positive, glyph: "M12 5v14M5 12h14" },
  { kind: "risk", name: "Risks", look: style.risk, glyph: "M5 12h14" },
] as const;

export function TakeawaysSection({ content, ...rest }: Labelled & { content: NoteContent }) {
  const takeaways = itemsOf(content, "takeaway");
  return (
    <Section id="takeaways" title="Takeaways" untitled>
      <div className={style.columns}>
        {columns.map(({ kind, name, look, glyph }) => {
          const own = takeaways.filter(({ fields }) => fields.kind === kind);
          return (
            <div key={kind}>
              <h3 className={`${style.kind} ${look}`}>
                <svg viewBox="0 0 24 24" aria-hidden="true">
                  <path d={glyph} />
                </svg>
                {name} <span>{own.length}</span>
              </h3>
              {own.length === 0 && <Empty icon={FileText} title={`No ${name.toLowerCase()} in this note.`} />}
              {own.map((item) => (
                <TakeawayEntry key={item.id} item={item} {...rest} />
              ))}
            </div>
          );
        })}
      </div>
    </Section>
  );
}

function TakeawayEntry({ item, labels, assessed }: Labelled & { item: Takeaway }) {
  const label = labels.get(item.id);
  const { kind, title, body } = item.fields;
  const isUncited = item.citations.length === 0;
  return (
    <article className={`${style.takeaway} ${cited.entry}`} id={label} data-item={label}>
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
