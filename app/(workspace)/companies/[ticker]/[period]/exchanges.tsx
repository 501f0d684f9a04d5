import { MessagesSquare } from "lucide-react";
import { Empty } from "@/app/_ui/empty";
import { FigureText } from "@/app/_ui/figures";
import type { Outcome } from "@/lib/exchanges/outcome";
import { type ItemOf, itemsOf, type NoteContent } from "@/lib/notes/content";
import style from "./exchanges.module.css";
import { Section } from "./section";

type Exchange = ItemOf<"exchange">;

const outcomeWords: Record<Outcome, string> = {
  answered: "Answered",
  partly: "Partly answered",
  deflected: "Deflected",
  refused: "Refused",
};

export function ExchangesSection({ content, labels }: { content: NoteContent; labels: Map<string, string> }) {
  const exchanges = itemsOf(content, "exchange");
  return (
    <Section id="qa" title="Q&A digest">
      {exchanges.length === 0 && <Empty icon={MessagesSquare} title="No questions and answers in this note." />}
      {exchanges.map((item, place) => (
        <ExchangeEntry key={item.id} item={item} label={labels.get(item.id)} place={place + 1} />
      ))}
    </Section>
  );
}

function ExchangeEntry({ item, label, place }: { item: Exchange; label: string | undefined; place: number }) {
  const { topic, question, answer, speakers } = item.fields;
  return (
    <article className={style.exchange} id={label} data-item="the Q&A">
      <h3>{topic === null ? `Question ${place}` : <FigureText item={item} field="topic" text={topic} plain />}</h3>
      <div>
        <p className={style.question}>
          <FigureText item={item} field="question" text={question} plain />
        </p>
        {answer === null ? (
          <p className={style.empty}>no answer recorded</p>
        ) : (
          <p className={style.answer}>
            <FigureText item={item} field="answer" text={answer} names={speakers} />
          </p>
        )}
        <Voices {...item.fields} />
      </div>
    </article>
  );
}

function Voices({ askedBy, askedByFirm, speakers, outcome }: Exchange["fields"]) {
  const asker = [askedBy, askedByFirm].filter((name) => name !== null).join(", ");
  if (!asker && speakers.length === 0 && outcome === null) return null;
  return (
    <p className={style.voices}>
      {asker && <span>Asked by {asker}</span>} {speakers.length > 0 && <span>Answered by {speakers.join(", ")}</span>}{" "}
      {outcome && <span className={style.outcome}>{outcomeWords[outcome]}</span>}
    </p>
  );
}
