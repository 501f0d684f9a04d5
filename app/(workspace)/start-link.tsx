import { Plus } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Status } from "@/app/_ui/status";
import { formatPeriod, type Period } from "@/lib/notes/period";
import style from "./start-link.module.css";

type StartLinkProps = { ticker: string; period: Period; className?: string | undefined; children?: ReactNode };

/** A quarter without a note, and the way to one: `Start` is shown to whoever points at it or comes by with the keyboard. */
export function StartLink({ ticker, period, className = "", children }: StartLinkProps) {
  return (
    <Link
      className={`${style.start} ${className}`}
      href={`/companies/${ticker}/start?period=${period}`}
      prefetch={false}
    >
      <span className="vh">
        {ticker} {formatPeriod(period)}: no note. Start one
      </span>
      <span className={style.none} aria-hidden="true">
        <Status state={null}>{children}</Status>
      </span>
      <span className={style.add} aria-hidden="true">
        <Plus size={12} />
        Start
      </span>
    </Link>
  );
}
