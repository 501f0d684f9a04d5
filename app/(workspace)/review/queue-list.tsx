import Link from "next/link";
import type { ReactNode } from "react";
import { Moment } from "@/app/_ui/day";
import { Status } from "@/app/_ui/status";
import { capitalised } from "@/lib/notes/capitalised";
import { formatPeriod } from "@/lib/notes/period";
import { formatState } from "@/lib/notes/state";
import type { QueuedRevision } from "@/lib/review/queue-queries";
import { formatWait } from "@/lib/review/wait";
import style from "./queue-list.module.css";

type QueueListProps = { title: string; rows: QueuedRevision[]; now: Date; children?: ReactNode };

/** Revisions that wait for somebody, in the order of their desk; `children` stand there when there is none. */
export function QueueList({ title, rows, now, children }: QueueListProps) {
  return (
    <section className={style.queue}>
      <h2>
        {title} {rows.length > 0 && <span>{rows.length}</span>}
      </h2>
      {rows.length === 0 ? (
        children
      ) : (
        <ul>
          {rows.map((row) => (
            <li key={row.id}>
              <Link className={style.note} href={`/review/${row.id}`} prefetch={false}>
                {row.company} <span className="mono">{row.ticker}</span> {formatPeriod(row.period)}
              </Link>
              <p className={style.summary}>{row.summary}</p>
              <p className={style.facts}>
                <Status state={row.state}>{capitalised(formatState(row.state))}</Status>
                <span>
                  {row.submittedBy && `from ${row.submittedBy}`}
                  {row.asked.length > 0 && `, to ${row.asked.join(", ")}`}
                </span>
                {row.submittedAt && (
                  <span>
                    <b>{formatWait(row.submittedAt, now)}</b>, since <Moment at={row.submittedAt} />
                  </span>
                )}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
