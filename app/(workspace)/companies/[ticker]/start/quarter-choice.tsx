import Link from "next/link";
import button from "@/app/_ui/button.module.css";
import { Field, Refusal } from "@/app/_ui/field";
import { formatPeriod, type Period } from "@/lib/notes/period";
import style from "./start.module.css";

type QuarterChoiceProps = {
  ticker: string;
  /** newest first */
  offered: Period[];
  /** null: what was typed is no quarter */
  asked: Period | null;
  typed: string;
  /** the quarter has a note already */
  isNoted: boolean;
};

/** The quarters that are likely, as links, and any other one by name. */
export function QuarterChoice({ ticker, offered, asked, typed, isNoted }: QuarterChoiceProps) {
  const listed = asked && !isNoted && !offered.includes(asked) ? [asked, ...offered] : offered;
  const wrong = asked ? {} : { "aria-invalid": true, "aria-describedby": "wrong" };
  return (
    <section className={style.quarter} aria-labelledby="quarter">
      <h2 id="quarter">Quarter</h2>
      <div className={style.choice}>
        <nav className={style.offered} aria-labelledby="offered">
          <h3 id="offered">Without a note</h3>
          <ul>
            {listed.map((period) => (
              <li key={period}>
                <Link
                  className={button.button}
                  href={`/companies/${ticker}/start?period=${period}`}
                  prefetch={false}
                  aria-current={period === asked ? "true" : undefined}
                >
                  {formatPeriod(period)}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <form className={style.other} action={`/companies/${ticker}/start`}>
          <div className={style.typed}>
            <Field
              key={typed}
              label="Another quarter"
              name="period"
              placeholder="Q1 2025"
              required
              autoComplete="off"
              defaultValue={asked ? "" : typed}
              {...wrong}
            />
            <button className={button.button} type="submit">
              Choose
            </button>
          </div>
          {!asked && <Refusal id="wrong">This is no quarter. Write one as Q1 2025.</Refusal>}
        </form>
      </div>
    </section>
  );
}
