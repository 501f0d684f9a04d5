"use client";

import { memo, useRef } from "react";
import button from "@/app/_ui/button.module.css";
import { NoSource } from "@/app/_ui/citation";
import type { Item, ItemOf } from "@/lib/notes/content";
import { TakeawayColumns } from "../../takeaway-columns";
import look from "../../takeaways.module.css";
import { AddItem } from "./add-item";
import { useDraft } from "./draft-context";
import { PendingMarks, useItemFrame } from "./item-frame";
import { ItemMenu } from "./item-menu";
import type { SectionProps } from "./note-editor";
import { RatingEditor } from "./rating-editor";
import style from "./takeaways-editor.module.css";
import { type FieldHandle, TextField } from "./text-field";

export function TakeawaysEditor({ content, labels, was, numbers, assessed }: SectionProps) {
  return (
    <TakeawayColumns
      content={content}
      none="yet"
      entry={(item) => (
        <TakeawayEditor
          key={item.id}
          item={item}
          label={labels.get(item.id) ?? ""}
          was={was.get(item.id)}
          numbers={numbers.get(item.id) ?? ""}
          assessedBy={assessed[item.id]?.by ?? null}
        />
      )}
      below={(side) => <AddItem section={side}>{`Add a ${side}`}</AddItem>}
    />
  );
}

type TakeawayEditorProps = {
  item: ItemOf<"takeaway">;
  label: string;
  was: Item | undefined;
  numbers: string;
  assessedBy: string | null;
};

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
