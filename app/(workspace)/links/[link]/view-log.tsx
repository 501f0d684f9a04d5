import { EyeOff } from "lucide-react";
import Link from "next/link";
import button from "@/app/_ui/button.module.css";
import { Instant } from "@/app/_ui/day";
import { Empty } from "@/app/_ui/empty";
import table from "@/app/_ui/table.module.css";
import { formatGiven } from "@/lib/sharing/link-words";
import type { SharingSettings } from "@/lib/sharing/settings";
import { type LinkVisit, visitsPerPage } from "@/lib/sharing/view-queries";
import style from "./link.module.css";

type ViewLogProps = {
  linkId: string;
  /** whether somebody can open it */
  isOpen: boolean;
  /** one more than a page where there are older ones */
  visits: LinkVisit[];
  /** whether newer ones were left out */
  isOlder: boolean;
  settings: SharingSettings;
};

/** What readers of the link were given. */
export function ViewLog({ linkId, isOpen, visits, isOlder, settings }: ViewLogProps) {
  const shown = visits.slice(0, visitsPerPage);
  const last = shown.at(-1);
  return (
    <section className={style.log} aria-labelledby="views">
      <div className={style.logHead}>
        <h2 id="views">What readers were given</h2>
        {shown.length > 0 && (
          <a className={`${button.button} ${button.quiet}`} href={`/links/${linkId}/views.csv`} download>
            Save as CSV
          </a>
        )}
      </div>
      <p className={style.kept}>
        {settings.logsViews
          ? `Views are kept for ${settings.viewsKeptDays} ${settings.viewsKeptDays === 1 ? "day" : "days"}, and readers are told. Previewers and bots are not counted.`
          : "The workspace keeps no log of views now; an admin can change that."}
      </p>
      {shown.length > 0 ? (
        <VisitTable linkId={linkId} visits={shown} />
      ) : (
        <Empty icon={EyeOff} title={isOlder ? "There is nothing older." : "No view is kept."}>
          {isOpen && !isOlder && "Once somebody opens the link, it shows here when, and what they were given."}
        </Empty>
      )}
      {(isOlder || visits.length > visitsPerPage) && (
        <nav className={style.pages} aria-label="Pages of the log">
          {isOlder && (
            <Link className={button.button} href={`/links/${linkId}#views`} prefetch={false}>
              Newest views
            </Link>
          )}
          {visits.length > visitsPerPage && last && (
            <Link className={button.button} href={`/links/${linkId}?before=${last.id}#views`} prefetch={false}>
              Older views
            </Link>
          )}
        </nav>
      )}
    </section>
  );
}

function VisitTable({ linkId, visits }: { linkId: string; visits: LinkVisit[] }) {
  return (
    <table className={`${table.table} ${table.stack}`}>
      <caption className="vh">Views, newest first</caption>
      <thead>
        <tr>
          {["When, UTC", "What", "Revision", "Network", "Browser", "Verified address"].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {visits.map(({ id, at, what, number, network, browser, address }) => (
          <tr key={id}>
            <th scope="row" className={style.when}>
              <Instant at={at} />
            </th>
            <td data-label="What">
              <div>{formatGiven(what)}</div>
            </td>
            <td data-label="Revision">
              <div>
                <a
                  className="touch"
                  href={`/links/${linkId}/seen/${number}`}
                  aria-label={`r${number}, as readers saw it`}
                >
                  r{number}
                </a>
              </div>
            </td>
            <td data-label="Network">
              <div className="mono">{network}</div>
            </td>
            <td data-label="Browser">
              <div>{browser}</div>
            </td>
            <td data-label="Address">
              <div>{address ?? <span className="mute">none asked for</span>}</div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
