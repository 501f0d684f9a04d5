"use client";

import { memo, useRef } from "react";
import button from "@/app/_ui/button.module.css";
import { NoSource } from "@/app/_ui/citation";
import { TakeawayColumns } from "../../../takeaway-columns";
import look from "../../../takeaways.module.css";
import { useDraft } from "../_draft/draft-context";
import { type FieldHandle, TextField } from "../_fields/text-field";
import { AddItem } from "./add-item";
import { PendingMarks, useItemFrame } from "./item-frame";
import { ItemMenu } from "./item-menu";
import { type ItemProps, itemProps, type SectionProps } from "./item-props";
import { RatingEditor } from "./rating-editor";
import style from "./takeaways-editor.module.css";

export function TakeawaysEditor(props: SectionProps) {
  return (
    <TakeawayColumns
      content={props.content}
      none="yet"
      entry={(item) => (
        <TakeawayEditor key={item.id} {...itemProps(item, props)} assessedBy={props.assessed[item.id]?.by ?? null} />
      )}
      below={(side) => <AddItem section={side}>{`Add a ${side}`}</AddItem>}
    />
  );
}

type TakeawayEditorProps = ItemProps<"takeaway"> & { assessedBy: string | null };

const TakeawayEditor = memo(function TakeawayEditor({ item, label, was, numbers, assessedBy }: TakeawayEditorProps) {
  const frame = useItemFrame(item);
  const { isEditable } = useDraft();
  const body = useRef<FieldHandle>(null);
  const isRisk = item.fields.kind === "risk";
  const field = { item, was };
  return (
    <article className={`${look.takeaway} ${style.takeaway}`} id={label} aria-label={label} {...frame}>
      <PendingMarks numbers={numbers} />
      <ItemMenu item={item} name={label} />
      <h4 className={`${look.title} ${style.title}`}>
        <span className={style.label}>{label}</span>
        <TextField {...field} field="title" name={`${label}, title`} placeholder="Title" isLine plain />
      </h4>
      <TextField
        {...field}
        ref={body}
        field="body"
        name={`${label}, text`}
        look={look.body}
        placeholder="What was said, and why it matters"
      />
      {item.citations.length === 0 && (
        <div className={look.foot}>
          <NoSource />
          {isEditable && (
            <button type="button" className={`${button.link} ${style.cite}`} onClick={() => body.current?.cite()}>
              Cite a source<span className="vh"> in {label}</span>
            </button>
          )}
        </div>
      )}
      {isRisk && <RatingEditor item={item} was={was} label={label} assessedBy={assessedBy} />}
    </article>
  );
});
