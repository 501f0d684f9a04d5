import { Check, CircleX, TriangleAlert } from "lucide-react";
import { useRef } from "react";
import button from "@/app/_ui/button.module.css";
import type { Problem, Severity } from "@/lib/transfer/parsed";
import { groupProblems } from "@/lib/transfer/problems";
import type { Answer } from "./kept";
import { LineLinks } from "./line-links";
import { PartTitle } from "./part-title";
import style from "./problems.module.css";
import { OpenQuestion } from "./question";
import type { Reading } from "./reading";

type ProblemsProps = {
  reading: Reading;
  /** what is known only of the note that the text would come upon */
  more: Problem[];
  onAnswer: (answer: Answer | null) => void;
  onLine: (line: number) => void;
};

/** What the reader of the text was unsure of, what stops it first. */
export function Problems({ reading, more, onAnswer, onLine }: ProblemsProps) {
  const { note, turn } = reading;
  const others = [...more, ...note.problems].filter((problem) => problem !== note.question?.problem);
  const groups = groupProblems(others);
  const answered = useRef(false);
  return (
    <section aria-labelledby="problems">
      <PartTitle id="problems" title="Problems" aside={countsOf(reading, groups)} asideId="counts" />
      <ul className={style.list}>
        {groups.filter(({ severity }) => severity === "error").map(row)}
        {note.question && (
          <OpenQuestion
            question={note.question}
            onLine={onLine}
            onAnswer={(answer) => {
              answered.current = true;
              onAnswer(answer);
            }}
          />
        )}
        {turn && (
          <li>
            <Check className={style.fine} size={16} aria-hidden="true" />
            <div>
              <b>{turnWords(reading)}</b> <LineLinks lines={[turn.line]} onLine={onLine} />
              <p>As you said.</p>
              <button
                type="button"
                className={`${button.link} ${style.again}`}
                ref={(again) => {
                  // The button that had the focus is gone.
                  if (again && answered.current) again.focus();
                  answered.current = false;
                }}
                onClick={() => onAnswer(null)}
              >
                Ask again
              </button>
            </div>
          </li>
        )}
        {groups.filter(({ severity }) => severity !== "error").map(row)}
        {groups.length === 0 && !note.question && !turn && (
          <li>
            <Check className={style.fine} size={16} aria-hidden="true" />
            <div>
              <b>Nothing to ask or to report</b>
            </div>
          </li>
        )}
      </ul>
    </section>
  );

  function row({ severity, title, detail, lines }: ReturnType<typeof groupProblems>[number]) {
    return (
      <li key={`${severity} ${title} ${detail}`}>
        <SeverityIcon severity={severity} />
        <div>
          <b>{title}</b> <LineLinks lines={lines} onLine={onLine} />
          {detail && <p>{detail}</p>}
        </div>
      </li>
    );
  }
}

const icons = {
  error: { Icon: CircleX, name: "Error: ", look: style.stop },
  warning: { Icon: TriangleAlert, name: "To read: ", look: style.read },
  info: { Icon: Check, name: "Noted: ", look: style.fine },
} as const satisfies Record<Severity, object>;

function SeverityIcon({ severity }: { severity: Severity }) {
  const { Icon, name, look } = icons[severity];
  return (
    <>
      <Icon className={look} size={16} aria-hidden="true" />
      <span className="vh">{name}</span>
    </>
  );
}

/** `1 question, 5 to read, 1 noted` */
function countsOf({ note }: Reading, groups: ReturnType<typeof groupProblems>): string {
  const count = (of: Severity) => groups.filter(({ severity }) => severity === of).length;
  const parts = [
    [count("error"), "to mend"],
    [note.question ? 1 : 0, "question"],
    [count("warning"), "to read"],
    [count("info"), "noted"],
  ] as const;
  return parts.flatMap(([number, words]) => (number > 0 ? [`${number} ${words}`] : [])).join(", ") || "none";
}

function turnWords({ note, turn }: Reading): string {
  const sides = note.items.flatMap((item) => (item.kind === "takeaway" ? [item.fields.kind] : []));
  const risks = sides.filter((side) => side === "risk").length;
  if (risks === 0) return "There is no risk in this list";
  const counted = `${sides.length - risks} and ${risks}`;
  return turn?.to === "risk" ? `The risks begin here: ${counted}` : `The positives begin here: ${counted}`;
}
