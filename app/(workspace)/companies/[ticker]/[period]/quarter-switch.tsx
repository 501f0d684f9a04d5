import Link from "next/link";
import { formatPeriodShort, type Period } from "@/lib/notes/period";
import type { NoteView } from "@/lib/notes/queries";
import style from "./quarter-switch.module.css";

type QuarterSwitchProps = { ticker: string; quarters: NoteView["quarters"]; own: Period };

/** This quarter between its neighbours; one without a note leads nowhere. */
export function QuarterSwitch({ ticker, quarters, own }: QuarterSwitchProps) {
  return (
    <nav className={style.switch} aria-label="Quarter">
      {quarters.map(({ period, hasNote }) => {
        const name = formatPeriodShort(period);
        if (period === own)
          return (
            <span key={period} aria-current="page">
              {name}
            </span>
          );
        return hasNote ? (
          <Link key={period} href={`/companies/${ticker}/${period}`} prefetch={false}>
            {name}
          </Link>
        ) : (
          <span key={period} className={style.off}>
            {name}
            <span className="vh"> no note</span>
          </span>
        );
      })}
    </nav>
  );
}
