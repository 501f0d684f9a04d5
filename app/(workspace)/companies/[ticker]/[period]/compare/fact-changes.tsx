import { WordDiff } from "@/app/_ui/word-diff";
import type { NoteContent } from "@/lib/notes/content";
import style from "./compare.module.css";

type FactChange = { name: string; before: string; after: string };

/** What differs beside the items: how the company is called, and how a document that both cite is described. */
export function changedFacts(before: NoteContent, after: NoteContent): FactChange[] {
  const described = (content: NoteContent, label: string) => {
    const source = content.sources.find((each) => each.label === label);
    return source && [source.title, source.kind, source.date, source.address].filter(Boolean).join(", ");
  };
  const documents = after.sources.flatMap(({ label }): FactChange[] => {
    const [was, is] = [described(before, label), described(after, label)];
    return was === undefined || is === undefined ? [] : [{ name: `doc ${label}`, before: was, after: is }];
  });
  return [
    { name: "Company", before: before.company, after: after.company },
    { name: "Ticker", before: before.ticker, after: after.ticker },
    ...documents,
  ].filter((fact) => fact.before !== fact.after);
}

export function FactChanges({ changes }: { changes: FactChange[] }) {
  if (changes.length === 0) return null;
  return (
    <section aria-labelledby="changes-facts">
      <h2 className={style.section} id="changes-facts">
        Company and documents <span>{changes.length}</span>
      </h2>
      <dl className={style.facts}>
        {changes.map(({ name, before, after }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <WordDiff before={before} after={after} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
