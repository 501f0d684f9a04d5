"use client";

import type { ItemOf } from "@/lib/notes/content";
import { itemsOf } from "@/lib/notes/content";
import look from "../../../masthead.module.css";
import { TextField } from "../_fields/text-field";
import { AddItem } from "./add-item";
import style from "./headline-editor.module.css";
import { PendingMarks, useItemFrame } from "./item-frame";
import type { SectionProps } from "./item-props";

/** The note's one headline; a note that has none yet offers to write it. */
export function HeadlineEditor({ content, was, numbers }: Pick<SectionProps, "content" | "was" | "numbers">) {
  const [headline] = itemsOf(content, "headline");
  if (headline) return <Headline item={headline} was={was.get(headline.id)} numbers={numbers.get(headline.id) ?? ""} />;
  return (
    <div className={style.missing}>
      <h1 className={look.headline}>No headline yet</h1>
      <AddItem section="headline">Write the headline</AddItem>
    </div>
  );
}

type HeadlineProps = { item: ItemOf<"headline">; was: Parameters<typeof TextField>[0]["was"]; numbers: string };

function Headline({ item, was, numbers }: HeadlineProps) {
  const frame = useItemFrame(item);
  return (
    <h1 className={`${look.headline} ${style.headline}`} id="H" {...frame}>
      <PendingMarks numbers={numbers} />
      <TextField item={item} was={was} field="text" name="Headline" placeholder="Headline" isLine plain />
    </h1>
  );
}
