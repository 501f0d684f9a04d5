import { type Compared, fieldsShown } from "@/app/(workspace)/_change/compared";
import { wordsOf } from "@/app/(workspace)/_change/field-words";
import { itemName } from "@/lib/notes/change-words";
import { type Item, itemsOf } from "@/lib/notes/content";
import type { Change } from "@/lib/notes/diff";
import { sectionOf } from "@/lib/notes/edit";
import { valueAt } from "@/lib/notes/field";
import { inSection, sectionNames } from "@/lib/notes/sections";
import style from "./around.module.css";

/** The section that a changed item stands in, as it would be; of one that was taken out, as it was. */
export function Around({ change, compared }: { change: Change; compared: Compared }) {
  const isGone = change.part === "place" && change.change === "removed";
  const { content, labels, name } = isGone ? compared.before : compared.after;
  const section = sectionOf(change.item);
  const items = section === "headline" ? itemsOf(content, "headline") : inSection(content, section);
  return (
    <section className={style.around} aria-label={`The note around it, ${name}`}>
      <p className={style.head}>
        {section === "headline" ? "Headline" : sectionNames[section]}, {name}
      </p>
      <ul>
        {items.map((item) => (
          <li key={item.id} aria-current={item.id === change.itemId ? "true" : undefined}>
            <b>{itemName(item, labels.get(item.id))}</b> {sentenceOf(item)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function sentenceOf(item: Item): string {
  const words = fieldsShown(item).flatMap((field) => {
    const value = valueAt(item, field);
    return value === null || value === "" || field === "kind" ? [] : [wordsOf(field, value)];
  });
  return words.join(" · ");
}
