import { FileText } from "lucide-react";
import type { ReactNode } from "react";
import { ChangeChip } from "@/app/_ui/change";
import { Empty } from "@/app/_ui/empty";
import table from "@/app/_ui/table.module.css";
import { Unstated } from "@/app/_ui/unstated";
import { countChanges } from "@/lib/guidance/change";
import type { ItemKind } from "@/lib/notes/content";
import { formatPeriod } from "@/lib/notes/period";
import { stripOf } from "@/lib/topics/model";
import type { ParsedItem, ParsedNote } from "@/lib/transfer/parsed";
import { PartTitle } from "./part-title";
import style from "./preview.module.css";

type Of<K extends ItemKind> = Extract<ParsedItem, { kind: K }>;

type PreviewProps = {
  note: ParsedNote | null;
  /** the company's name, once it is known */
  company: string | null;
  /** where company and quarter are given by hand */
  children: ReactNode;
};

/** What was found in the text, section by section. */
export function Preview({ note, company, children }: PreviewProps) {
  return (
    <section aria-labelledby="preview">
      <PartTitle
        id="preview"
        title="Preview"
        aside={note && (note.isExact ? "in Quarterdeck’s own form" : "parsed as an earnings note")}
      />
      <div className={style.sheet}>
        {note ? (
          <>
            <p className={style.head}>
              {company && <b>{company}</b>} {note.ticker && <span className="mono">{note.ticker}</span>}{" "}
              {note.period && <span>{formatPeriod(note.period)}</span>}
              {!note.ticker && !note.period && "Of which company and quarter?"}
            </p>
            <p className={style.headline}>
              {itemsOf(note, "headline")[0]?.fields.text || <Unstated>no headline yet</Unstated>}
            </p>
            {children}
            <Found note={note} />
          </>
        ) : (
          <>
            <div className={style.empty}>
              <Empty icon={FileText} title="Nothing to preview yet.">
                The first line says what it is of: <b>KC Q1 2025: </b>and a headline.
              </Empty>
            </div>
            {children}
          </>
        )}
      </div>
    </section>
  );
}

function Found({ note }: { note: ParsedNote }) {
  const takeaways = itemsOf(note, "takeaway");
  const positives = takeaways.filter(({ fields }) => fields.kind === "positive");
  const risks = takeaways.filter(({ fields }) => fields.kind === "risk");
  const guidance = itemsOf(note, "guidance_row");
  const topics = itemsOf(note, "topic_row");
  const exchanges = itemsOf(note, "exchange");
  const analysts = itemsOf(note, "covering_analyst");
  return (
    <table className={`${table.table} ${style.found}`}>
      <caption className="vh">What was found</caption>
      <tbody>
        <Row name="Positives" count={positives.length}>
          <Takeaways items={positives} />
        </Row>
        <Row name="Risks" count={risks.length}>
          <Takeaways items={risks} />
        </Row>
        <Row name="Guidance rows" count={guidance.length}>
          <Changes rows={guidance} />
        </Row>
        <Row name="Topics" count={topics.length}>
          <Quarters note={note} topics={topics} />
        </Row>
        <Row name="Q&A" count={exchanges.length}>
          {list(exchanges.map(({ fields }) => fields.topic ?? fields.question))}
        </Row>
        <Row name="Analysts" count={analysts.length}>
          {list(analysts.map(({ fields }) => (fields.firm ? `${fields.name}, ${fields.firm}` : fields.name)))}
        </Row>
      </tbody>
    </table>
  );
}

function Row({ name, count, children }: { name: string; count: number; children: ReactNode }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className={style.count}>{count}</td>
      <td>{count > 0 ? children : <span className="mute">none found</span>}</td>
    </tr>
  );
}

/** Titles in a row; one that is long is cut, since all of it stands in the text. */
function list(names: string[]): string {
  return names.map((name) => (name.length > 90 ? `${name.slice(0, 88).trimEnd()}…` : name)).join("; ");
}

function Takeaways({ items }: { items: Of<"takeaway">[] }) {
  const uncited = items.filter(({ citations }) => citations.length === 0).length;
  return (
    <>
      {list(items.map(({ fields }) => fields.title || fields.body))}
      {uncited > 0 && (
        <span className={style.uncited}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <circle cx="12" cy="12" r="8" />
          </svg>
          {uncited === items.length ? "uncited" : `${uncited} uncited`}
        </span>
      )}
    </>
  );
}

function Changes({ rows }: { rows: Of<"guidance_row">[] }) {
  const unread = rows.filter(({ fields }) => fields.change === null).length;
  return (
    <span className={style.changes}>
      {countChanges(rows.map(({ fields }) => fields)).map(({ change, count }) => (
        <span key={change}>
          <ChangeChip change={change} /> {count}
        </span>
      ))}
      {unread > 0 && (
        <span>
          <ChangeChip change={null} /> {unread}
        </span>
      )}
    </span>
  );
}

/** Four quarters to a topic: the note's own, and three before it. */
function Quarters({ note, topics }: { note: ParsedNote; topics: Of<"topic_row">[] }) {
  const { period } = note;
  if (!period) return list(topics.map(({ fields }) => fields.topic));
  const cells = topics.flatMap(({ fields }) => stripOf(fields, period));
  const mentioned = cells.filter(({ level }) => level !== null && level > 0).length;
  return `${cells.length} quarter cells, ${mentioned} with a mention`;
}

function itemsOf<K extends ItemKind>({ items }: ParsedNote, kind: K): Of<K>[] {
  return items.filter((item): item is Of<K> => item.kind === kind);
}
