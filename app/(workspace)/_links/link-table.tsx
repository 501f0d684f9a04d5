import Link from "next/link";
import { Day } from "@/app/_ui/day";
import table from "@/app/_ui/table.module.css";
import { formatPeriod } from "@/lib/notes/period";
import type { LinkView } from "@/lib/sharing/link-queries";
import { formatShows, listTerms } from "@/lib/sharing/link-words";
import { LinkEnd } from "./link-end";
import style from "./link-table.module.css";

type LinkTableProps = {
  links: LinkView[];
  caption: string;
  /** whether they are of several notes */
  namesNotes?: boolean;
  /** whether they can be chosen, within a form: those that were already; null: they cannot */
  chosen?: ReadonlySet<string> | null;
};

/** Shared links, those that end first before the others. */
export function LinkTable({ links, caption, namesNotes = false, chosen = null }: LinkTableProps) {
  return (
    <table className={`${table.table} ${table.stack} ${style.links}`}>
      <caption className="vh">{caption}</caption>
      <thead>
        <tr>
          {chosen && (
            <th scope="col" className={style.pick}>
              <span className="vh">Choose</span>
            </th>
          )}
          {["For", ...(namesNotes ? ["Note"] : []), "Shows", "Terms", "Ends", "Made by", "Seen"].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {links.map((link) => (
          <LinkRow key={link.id} link={link} namesNotes={namesNotes} chosen={chosen} />
        ))}
      </tbody>
    </table>
  );
}

type LinkRowProps = { link: LinkView; namesNotes: boolean; chosen: ReadonlySet<string> | null };

function LinkRow({ link, namesNotes, chosen }: LinkRowProps) {
  const { id, label, company, ticker, period, issuedBy, issuedAt, end, seen, seenAt, revokedAt } = link;
  const terms = listTerms(link);
  return (
    <tr className={end ? style.over : undefined}>
      {chosen && (
        <td className={style.pick}>
          {!revokedAt && (
            <input
              type="checkbox"
              name={`link.${id}`}
              defaultChecked={chosen.has(id)}
              aria-label={`Choose the link for ${label}, ${ticker} ${formatPeriod(period)}`}
            />
          )}
        </td>
      )}
      <th scope="row">
        <Link className="touch" href={`/links/${id}`} prefetch={false}>
          {label}
        </Link>
      </th>
      {namesNotes && (
        <td data-label="Note">
          <div>
            <Link className="touch" href={`/companies/${ticker}/${period}/share`} prefetch={false}>
              <span className="mono">{ticker}</span> {formatPeriod(period)}
            </Link>{" "}
            <span className="mute">{company}</span>
          </div>
        </td>
      )}
      <td data-label="Shows">
        <div>{formatShows(link)}</div>
      </td>
      <td data-label="Terms">
        <div>{terms.join(", ") || <span className="mute">none</span>}</div>
      </td>
      <td data-label="Ends">
        <div>
          <LinkEnd link={link} />
        </div>
      </td>
      <td data-label="Made by">
        <div>
          {issuedBy.name}, <Day at={issuedAt} />
        </div>
      </td>
      <td data-label="Seen">
        <div>
          {seen === 0 ? <span className="mute">not yet</span> : `${seen} ${seen === 1 ? "time" : "times"}`}
          {seenAt && (
            <>
              , last on <Day at={seenAt} />
            </>
          )}
        </div>
      </td>
    </tr>
  );
}
