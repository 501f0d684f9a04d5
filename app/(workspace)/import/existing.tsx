import { GitCompare, Pencil, TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { Item } from "@/lib/notes/content";
import type { Rewrite } from "@/lib/transfer/rewrite";
import type { Target } from "@/lib/transfer/target";
import type { PageState } from "./page-state";
import { PartTitle } from "./part-title";
import style from "./problems.module.css";

type ExistingProps = { page: PageState; target: Target; ticker: string; mayAddCompany: boolean };

/** What the text would come upon: no company, a note that is out, a colleague's draft. Nothing when it comes upon none. */
export function Existing({ page, target, ticker, mayAddCompany }: ExistingProps) {
  const { company, primary, note, beside } = target;
  const { plan } = page;
  if (company && !note && beside.length === 0) return null;
  return (
    <section aria-labelledby="existing">
      <PartTitle id="existing" title="What is there" aside={note && `r${note.number} is out`} />
      <ul className={style.list}>
        {!company && (
          <li>
            <TriangleAlert className={style.stop} size={16} aria-hidden="true" />
            <div>
              <b>No company here has the ticker {ticker}</b>
              {primary ? (
                <p>
                  It leads to {primary}.{" "}
                  <button type="button" className={style.link} onClick={() => page.set({ company: primary })}>
                    Import it as {primary}
                  </button>
                </p>
              ) : (
                <p>
                  {mayAddCompany ? (
                    <Link href="/companies/new" prefetch={false}>
                      Add the company
                    </Link>
                  ) : (
                    "Ask an admin to add it"
                  )}
                  , or name another above. The text is kept here.
                </p>
              )}
            </div>
          </li>
        )}
        {beside.length > 0 && (
          <li>
            <Pencil className={style.read} size={16} aria-hidden="true" />
            <div>
              <b>{named(beside)} a draft of this note open</b>
              <p>It is left alone. Yours becomes a second one beside it.</p>
            </div>
          </li>
        )}
        {note && plan && (
          <li>
            <GitCompare className={style.fine} size={16} aria-hidden="true" />
            <div>
              <b>{changesOf(plan)}</b>
              <p>Against the published r{note.number}. Assessments, comments and threads stay with their items.</p>
              {plan.missing.length > 0 && <Missing items={plan.missing} page={page} />}
            </div>
          </li>
        )}
      </ul>
    </section>
  );
}

function Missing({ items, page }: { items: Item[]; page: PageState }) {
  return (
    <details className={style.ticks} open={items.length <= 6}>
      <summary>
        {items.length === 1 ? "1 item is" : `${items.length} items are`} not in the text. Each stays, unless you tick it
        here.
      </summary>
      {items.map((item) => (
        <label key={item.id} className={style.tick}>
          <input
            type="checkbox"
            checked={page.removed.has(item.id)}
            onChange={(event) => page.tick(item.id, event.target.checked)}
          />
          <span>Delete {nameOf(item)}</span>
        </label>
      ))}
    </details>
  );
}

/** `Sam has`, `Ana and Sam have` */
function named(names: string[]): string {
  const all = names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names[0];
  return `${all} ${names.length > 1 ? "have" : "has"}`;
}

/** `3 fields change, 2 items are new` */
function changesOf({ edits }: Rewrite): string {
  const count = (...ops: string[]) => edits.filter(({ op }) => ops.includes(op)).length;
  const parts = [
    [count("set"), "field changes", "fields change"],
    [count("add"), "item is new", "items are new"],
    [count("remove"), "item goes", "items go"],
    [count("move"), "item moves", "items move"],
    [count("cite", "uncite"), "citation changes", "citations change"],
  ] as const;
  const said = parts.flatMap(([number, one, many]) => (number > 0 ? [`${number} ${number === 1 ? one : many}`] : []));
  return said.join(", ") || "Nothing changes";
}

/** `the risk “Late paint”` */
function nameOf(item: Item): string {
  switch (item.kind) {
    case "headline":
      return "the headline";
    case "takeaway":
      return `the ${item.fields.kind} “${item.fields.title || item.fields.body}”`;
    case "guidance_row":
      return `the guidance on ${[item.fields.metric, item.fields.period].filter(Boolean).join(", ")}`;
    case "topic_row":
      return `the topic “${item.fields.topic}”`;
    case "exchange":
      return `the question “${item.fields.question}”`;
    case "covering_analyst":
      return `the analyst ${item.fields.name}`;
  }
}
