import { FileText } from "lucide-react";
import type { ReactNode } from "react";
import { Empty } from "@/app/_ui/empty";
import { type ItemOf, itemsOf, type NoteContent } from "@/lib/notes/content";
import { Section } from "./section";
import style from "./takeaways.module.css";

type Side = ItemOf<"takeaway">["fields"]["kind"];

type TakeawayColumnsProps = {
  content: NoteContent;
  /** how the sentence ends that says that a side has none */
  none: "in this note" | "yet";
  entry: (item: ItemOf<"takeaway">) => ReactNode;
  /** what stands below each side */
  below?: (side: Side) => ReactNode;
};

const columns = [
  { side: "positive", name: "Positives", look: style.positive, glyph: "M12 5v14M5 12h14" },
  { side: "risk", name: "Risks", look: style.risk, glyph: "M5 12h14" },
] as const;

/** The section of the takeaways, positives beside risks, for those who read and those who write. */
export function TakeawayColumns({ content, none, entry, below }: TakeawayColumnsProps) {
  const takeaways = itemsOf(content, "takeaway");
  return (
    <Section id="takeaways" title="Takeaways" untitled>
      <div className={style.columns}>
        {columns.map(({ side, name, look, glyph }) => {
          const own = takeaways.filter(({ fields }) => fields.kind === side);
          return (
            <div key={side}>
              <h3 className={`${style.kind} ${look}`}>
                <svg viewBox="0 0 24 24" aria-hidden="true">
                  <path d={glyph} />
                </svg>
                {name} <span>{own.length}</span>
              </h3>
              {own.length === 0 && <Empty icon={FileText} title={`No ${name.toLowerCase()} ${none}.`} />}
              {own.map(entry)}
              {below?.(side)}
            </div>
          );
        })}
      </div>
    </Section>
  );
}
