import { TriangleAlert } from "lucide-react";
import button from "@/app/_ui/button.module.css";
import { writeTurn } from "@/lib/transfer/input";
import type { Question, Turn } from "@/lib/transfer/parsed";
import type { Answer } from "./kept";
import { LineLinks } from "./line-links";
import style from "./problems.module.css";

type QuestionProps = { question: Question; onAnswer: (answer: Answer) => void; onLine: (line: number) => void };

/** Where a list turns to its other side. Each answer is a button of the form, so that it works without scripts. */
export function OpenQuestion({ question, onAnswer, onLine }: QuestionProps) {
  const { guess, candidates } = question;
  const first = candidates[0]?.line ?? 1;
  const { asks, yes } = wordsOf(
    guess,
    candidates.map(({ line }) => line),
  );
  const answer = (turn: Turn) => ({
    type: "submit" as const,
    name: "turn",
    value: writeTurn(turn),
    onClick: (event: React.MouseEvent) => {
      event.preventDefault();
      onAnswer({ ...turn, title: candidates.find(({ line }) => line === turn.line)?.title ?? null });
    },
  });
  return (
    <li className={style.question}>
      <TriangleAlert className={style.stop} size={16} aria-hidden="true" />
      <div>
        <b id="question-title">{asks}</b> <LineLinks lines={[guess.line]} onLine={onLine} />
        <p>The text has no heading between positives and risks.</p>
        <div className={style.answers}>
          <button
            {...answer(guess)}
            className={`${button.button} ${button.primary} ${button.small}`}
            id="question"
            aria-describedby="question-title"
          >
            {yes}
          </button>
          <details className={style.other}>
            <summary className={`${button.button} ${button.small}`}>Pick another line</summary>
            <ol>
              {candidates.map(({ line, title }) => (
                <li key={line}>
                  <button {...answer({ to: "risk", line })} className={style.pick}>
                    <span>{line}</span> {title}
                  </button>
                </li>
              ))}
              <li>
                <button {...answer({ to: "positive", line: first })} className={style.pick}>
                  <span aria-hidden="true" /> There is no risk among them
                </button>
              </li>
            </ol>
          </details>
        </div>
      </div>
    </li>
  );
}

/** `Do the risks begin here?`, `Yes, 3 and 3` */
function wordsOf({ to, line }: Turn, lines: number[]): { asks: string; yes: string } {
  const before = lines.filter((each) => each < line).length;
  const after = lines.length - before;
  if (to === "risk") {
    return before === 0
      ? { asks: "Is all of this risk, from the first line on?", yes: `Yes, ${after} ${after === 1 ? "risk" : "risks"}` }
      : { asks: "Do the risks begin here?", yes: `Yes, ${before} and ${after}` };
  }
  return before === 0
    ? { asks: "Is there no risk in this list?", yes: "Yes, no risk" }
    : { asks: "Do the positives begin here, behind the risks?", yes: `Yes, ${before} and ${after}` };
}
