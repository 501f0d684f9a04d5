import { Check, Circle, Undo2 } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Moment } from "@/app/_ui/day";
import { aboutChange } from "@/app/(workspace)/_change/change-entry";
import { ChangeSides } from "@/app/(workspace)/_change/change-sides";
import type { Compared } from "@/app/(workspace)/_change/compared";
import { changeName } from "@/lib/notes/change-words";
import type { HashedChange } from "@/lib/review/change";
import type { Decision } from "@/lib/review/change-queries";
import { Around } from "./around";
import { AsOpened } from "./as-opened";
import style from "./change-card.module.css";
import { CitedSources } from "./cited-sources";

type ChangeCardProps = {
  number: number;
  change: HashedChange;
  decision: Decision | null;
  /** of its item */
  label: string;
  compared: Compared;
  /** how it came to be what it is since the person last looked; null: as it was then, or they never did */
  news: "new" | "reworded" | null;
  /** whether the unchanged note around it is shown, and where one asks for that */
  around: { isShown: boolean; href: string };
  /** what is said of the item */
  threads: ReactNode;
  /** the verdict, and the way to say more */
  children: ReactNode;
};

/** One change to decide on: what it was, what it would be, and what it rests on. */
export function ChangeCard(props: ChangeCardProps) {
  const { number, change, label, decision, compared, news, around, threads, children } = props;
  const id = `c${number}`;
  return (
    <article
      className={style.card}
      id={id}
      tabIndex={-1}
      aria-labelledby={`${id}-name`}
      data-change={number}
      data-verdict={decision?.verdict ?? "open"}
    >
      <header className={style.head}>
        <span className={style.number} aria-hidden="true">
          {number}
        </span>
        <div>
          <h3 id={`${id}-name`}>
            <span className="vh">Change {number}: </span>
            {changeName(change, label)}
          </h3>
          <p>
            {aboutChange(change)}
            <AsOpened key={change.sha256}>
              {news && <span className={style.news}>{news === "new" ? "new" : "reworded"} since you looked</span>}
            </AsOpened>
          </p>
        </div>
        <DecisionLine decision={decision} />
      </header>
      <ChangeSides change={change} compared={compared} />
      <CitedSources change={change} compared={compared} />
      {around.isShown && <Around change={change} compared={compared} />}
      {threads}
      <div className={style.foot}>
        {children}
        <Link className={style.around} href={around.href} prefetch={false} scroll={false}>
          {around.isShown ? "Hide the note around it" : "Show the note around it"}
          <span className="vh">, change {number}</span>
        </Link>
      </div>
    </article>
  );
}

function DecisionLine({ decision }: { decision: Decision | null }) {
  if (!decision) {
    return (
      <p className={style.state}>
        <Circle size={14} aria-hidden="true" /> Open
      </p>
    );
  }
  const isAccepted = decision.verdict === "accepted";
  return (
    <p className={style.state}>
      <span className={isAccepted ? style.accepted : style.asked}>
        {isAccepted ? <Check size={14} aria-hidden="true" /> : <Undo2 size={14} aria-hidden="true" />}
        {isAccepted ? "Accepted" : "Change requested"}
      </span>
      <span className={style.by}>
        by {decision.by}, <Moment at={decision.at} />
      </span>
    </p>
  );
}
