import { MessagesSquare } from "lucide-react";
import { Empty } from "@/app/_ui/empty";
import { FigureText } from "@/app/_ui/figures";
import { Unstated } from "@/app/_ui/unstated";
import { formatOutcome } from "@/lib/exchanges/outcome";
import { capitalised } from "@/lib/notes/capitalised";
import { type ItemOf, itemsOf, type NoteContent } from "@/lib/notes/content";
import cited from "./cited.module.css";
import style from "./exchanges.module.css";
import { Section } from "./section";

type Exchange = ItemOf<"exchange">;

type ExchangesProps = { content: NoteContent; labels: Map<string, string>; accepted: ReadonlySet<string> };

export function ExchangesSection({ content, labels, accepted }: ExchangesProps) {
  const exchanges = itemsOf(content, "exchange");
  return (
    <Section id="qa" title="Q&A digest">
      {exchanges.length === 0 && <Empty icon={MessagesSquare} title="No questions and answers in this note." />}
      {exchanges.map((item, place) => (
        <ExchangeEntry
          key={item.id}
          item={item}
          label={labels.get(item.id)}
          place={place + 1}
          isAccepted={accepted.has(item.id)}
        />
      ))}
    </Section>
  );
}

type ExchangeEntryProps = { item: Exchange; label: string | undefined; place: number; isAccepted: boolean };

function ExchangeEntry({ item, label, place, isAccepted }: ExchangeEntryProps) {
  const { topic, question, answer, speakers } = item.fields;
  return (
    <article
      className={`${style.exchange} ${cited.entry}`}
      id={label}
      data-item="the Q&A"
      data-accepted={isAccepted || undefined}
    >
      <h3>{topic === null ? `Question ${place}` : <FigureText item={item} field="topic" text={topic} plain />}</h3>
      <div>
        <p className={style.question}>
          <FigureText item={item} field="question" text={question} plain />
        </p>
        {answer === null ? (
          <p>
            <Unstated>no answer recorded</Unstated>
          </p>
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
      {outcome && <span className={style.outcome}>{capitalised(formatOutcome(outcome))}</span>}
    </p>
  );
}
