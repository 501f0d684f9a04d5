import Link from "next/link";
import type { ReactNode } from "react";
import { ActionButton } from "@/app/_ui/action-button";
import button from "@/app/_ui/button.module.css";
import type { CarryBase } from "@/lib/notes/draft-queries";
import { formatPeriod, type Period } from "@/lib/notes/period";
import { carryForwardAction, createDraftAction } from "./actions";
import style from "./start.module.css";

type WaysProps = { ticker: string; period: Period; base: CarryBase | null };

/** The three ways to begin a note: from the quarter before, from a text, from nothing. */
export function Ways({ ticker, period, base }: WaysProps) {
  const importing = `/import?${new URLSearchParams({ ticker, period })}`;
  return (
    <section className={style.ways} aria-labelledby="ways">
      <h2 id="ways">Begin with</h2>
      {!base && <p className={style.why}>No earlier quarter is published, so nothing can be carried forward.</p>}
      <ul>
        {base && (
          <Way
            name={`What was open in ${formatPeriod(base.period)}`}
            act={
              <ActionButton action={carryForwardAction} fields={{ ticker, period }} look="primary">
                Carry forward from {formatPeriod(base.period)}
              </ActionButton>
            }
          >
            {carriedWords(base)} Nothing counts as said in {formatPeriod(period)} until somebody writes it, and no
            source is taken along.
          </Way>
        )}
        <Way
          name="A text"
          act={
            <Link className={button.button} href={importing} prefetch={false}>
              Bring in a text
            </Link>
          }
        >
          Paste or drop a note as it is, and see how it is read before it becomes a draft.
        </Way>
        <Way
          name="Nothing"
          act={
            <ActionButton action={createDraftAction} fields={{ ticker, period }} {...(base ? {} : { look: "primary" })}>
              Start empty
            </ActionButton>
          }
        >
          A headline and five empty sections.
        </Way>
      </ul>
    </section>
  );
}

function Way({ name, act, children }: { name: string; act: ReactNode; children: ReactNode }) {
  return (
    <li className={style.way}>
      <div>
        <h3>{name}</h3>
        <p>{children}</p>
      </div>
      {act}
    </li>
  );
}

/** `6 guidance rows, 7 topics and 1 risk of r1 come along.` */
function carriedWords({ number, guidance, topics, risks }: CarryBase): string {
  const counts = [
    [guidance, "guidance row"],
    [topics, "topic"],
    [risks, "risk"],
  ] as const;
  const parts = counts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} open ${word}${count === 1 ? "" : "s"}`);
  if (parts.length === 0) return `Nothing of r${number} is open.`;
  const words = parts.join(", ").replace(/, (?!.*, )/, " and ");
  return `${words} of r${number} ${guidance + topics + risks === 1 ? "comes" : "come"} along, in the same threads.`;
}
