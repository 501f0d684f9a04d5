import type { Item } from "@/lib/notes/content";
import type { SourceEntry } from "@/lib/sources/model";
import style from "./source-entry.module.css";
import { SourceAddress, SourceFacts } from "./source-facts";

type SourceEntryBodyProps = { source: SourceEntry; citers: { label: string; item: Item }[] };

/** What is known of a document, and where the note cites it. It stands twice in a page, so nothing in it has an id. */
export function SourceEntryBody({ source, citers }: SourceEntryBodyProps) {
  return (
    <>
      <p className={style.title}>{source.title ?? <span className="mute">Title not stated</span>}</p>
      <SourceFacts source={source} />
      <SourceAddress address={source.address} />
      <p className={style.missing}>Text not attached, so the cited passage cannot be shown.</p>
      <p className={style.citers}>Cited by</p>
      <ul className={style.list}>
        {citers.map(({ label, item }) => (
          <li key={label}>
            <span className={item.kind === "takeaway" ? style.label : undefined}>{kindWord(item, label)}</span>
            <a href={`#${label}`}>{nameOf(item)}</a>
          </li>
        ))}
      </ul>
    </>
  );
}

function kindWord(item: Item, label: string): string {
  switch (item.kind) {
    case "takeaway":
      return label;
    case "headline":
      return "Note";
    case "guidance_row":
      return "Guidance";
    case "topic_row":
      return "Topic";
    case "exchange":
      return "Q&A";
    case "covering_analyst":
      return "Analyst";
  }
}

function nameOf(item: Item): string {
  switch (item.kind) {
    case "takeaway":
      return item.fields.title;
    case "headline":
      return "Headline";
    case "guidance_row":
      return [item.fields.metric, item.fields.period].filter((words) => words !== null).join(", ");
    case "topic_row":
      return item.fields.topic;
    case "exchange":
      return item.fields.topic ?? item.fields.question;
    case "covering_analyst":
      return item.fields.name;
  }
}
