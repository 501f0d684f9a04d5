"use client";

import { MessagesSquare } from "lucide-react";
import { memo } from "react";
import { Empty } from "@/app/_ui/empty";
import { Unstated } from "@/app/_ui/unstated";
import { formatOutcome, outcomes } from "@/lib/exchanges/outcome";
import { capitalised } from "@/lib/notes/capitalised";
import { itemsOf } from "@/lib/notes/content";
import look from "../../../exchanges.module.css";
import { Section } from "../../../section";
import { useDraft } from "../_draft/draft-context";
import { SelectField } from "../_fields/select-field";
import { Blank, SpeakersEditor } from "../_fields/speakers-editor";
import { TextField } from "../_fields/text-field";
import { AddItem } from "./add-item";
import style from "./exchanges-editor.module.css";
import { PendingMarks, useItemFrame } from "./item-frame";
import { ItemMenu } from "./item-menu";
import { type ItemProps, itemProps, type SectionProps } from "./item-props";
import row from "./row-editor.module.css";

export function ExchangesEditor(props: SectionProps) {
  const { isEditable } = useDraft();
  const exchanges = itemsOf(props.content, "exchange");
  return (
    <Section id="qa" title="Q&A digest">
      {exchanges.length === 0 && (
        <Empty icon={MessagesSquare} title="No questions and answers in this note.">
          {isEditable ? "Add those from the call that say something new." : undefined}
        </Empty>
      )}
      {exchanges.map((item, place) => (
        <ExchangeEditor key={item.id} {...itemProps(item, props)} place={place + 1} />
      ))}
      <AddItem section="exchange">Add a question</AddItem>
    </Section>
  );
}

type ExchangeEditorProps = ItemProps<"exchange"> & { place: number };

const ExchangeEditor = memo(function ExchangeEditor({ item, place, label, was, numbers }: ExchangeEditorProps) {
  const frame = useItemFrame(item);
  const field = { item, was };
  return (
    <article className={`${look.exchange} ${row.head}`} id={label} aria-label={label} {...frame}>
      <PendingMarks numbers={numbers} />
      <ItemMenu item={item} name={label} />
      <h3>
        <TextField {...field} field="topic" name={`${label}, topic`} placeholder={`Question ${place}`} isLine plain />
      </h3>
      <div>
        <TextField
          {...field}
          field="question"
          name={`${label}, question`}
          look={look.question}
          placeholder="What was asked"
          plain
        />
        <TextField
          {...field}
          field="answer"
          name={`${label}, answer`}
          look={look.answer}
          placeholder={<Unstated>no answer recorded</Unstated>}
          names={item.fields.speakers}
        />
        <Voices item={item} was={was} label={label} />
      </div>
    </article>
  );
});

const outcomeOptions = [
  { value: null, words: "No outcome" },
  ...outcomes.map((outcome) => ({ value: outcome, words: capitalised(formatOutcome(outcome)) })),
];

function Voices({ item, was, label }: Pick<ExchangeEditorProps, "item" | "was" | "label">) {
  const { outcome } = item.fields;
  const field = { item, was, isLine: true, plain: true };
  return (
    <div className={`${look.voices} ${style.voices}`}>
      <div className={style.voice}>
        <span>Asked by</span>
        <TextField {...field} field="askedBy" name={`${label}, asked by`} placeholder={<Blank>name</Blank>} />
        <span className={style.comma}>,</span>
        <TextField {...field} field="askedByFirm" name={`${label}, firm`} placeholder={<Blank>firm</Blank>} />
      </div>
      <SpeakersEditor item={item} was={was} label={label} />
      <SelectField item={item} was={was} field="outcome" name={`${label}, outcome`} options={outcomeOptions}>
        <span className={outcome ? look.outcome : undefined}>
          {outcome ? capitalised(formatOutcome(outcome)) : <Blank>outcome</Blank>}
        </span>
      </SelectField>
    </div>
  );
}
