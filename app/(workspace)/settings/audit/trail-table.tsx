import Link from "next/link";
import { Instant } from "@/app/_ui/day";
import table from "@/app/_ui/table.module.css";
import type { TrailEntry } from "@/lib/audit/trail-queries";
import { formatAction } from "@/lib/audit/words";
import style from "./audit.module.css";

type TrailTableProps = {
  entries: TrailEntry[];
  /** whether the person may open an event and read what it changed */
  opens: boolean;
};

/** Events, newest first. */
export function TrailTable({ entries, opens }: TrailTableProps) {
  return (
    <table className={`${table.table} ${table.stack} ${style.trail}`}>
      <caption className="vh">Events, newest first</caption>
      <thead>
        <tr>
          {["Event", "When, UTC", "Who", "What", "On what"].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {entries.map(({ seq, at, who, action, subject, href }) => (
          <tr key={seq}>
            <th scope="row" className={style.number}>
              {opens ? (
                <Link className="touch" href={`/settings/audit/${seq}`} prefetch={false} aria-label={`Event ${seq}`}>
                  {seq}
                </Link>
              ) : (
                seq
              )}
            </th>
            <td data-label="When, UTC">
              <div>
                <Instant at={at} />
              </div>
            </td>
            <td data-label="Who">
              <div>{who}</div>
            </td>
            <td data-label="What">
              <div>{formatAction(action)}</div>
            </td>
            <td data-label="On what">
              <div>
                {href ? (
                  <Link className="touch" href={href} prefetch={false}>
                    {subject}
                  </Link>
                ) : (
                  subject
                )}
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
