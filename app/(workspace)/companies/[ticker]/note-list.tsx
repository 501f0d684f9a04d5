import { FileText } from "lucide-react";
import Link from "next/link";
import { ChangeCount } from "@/app/_ui/change";
import { CoverageSquares } from "@/app/_ui/coverage-squares";
import { Day } from "@/app/_ui/day";
import { Empty } from "@/app/_ui/empty";
import { Status } from "@/app/_ui/status";
import table from "@/app/_ui/table.module.css";
import type { CompanyNote } from "@/lib/companies/queries";
import { formatPeriod, formatPeriodShort, type Period, shiftPeriod } from "@/lib/notes/period";
import { formatState, type OpenState } from "@/lib/notes/state";
import { StartLink } from "../../start-link";
import style from "./company.module.css";

type NoteListProps = { ticker: string; notes: CompanyNote[]; mayStart: boolean };

/** Newest first; a quarter that is missing between two notes says so. */
export function NoteList({ ticker, notes, mayStart }: NoteListProps) {
  const byPeriod = new Map(notes.map((note) => [note.period, note]));
  return (
    <section className={style.notes} aria-labelledby="notes">
      <h2 id="notes">Notes</h2>
      {notes.length === 0 ? (
        <Empty icon={FileText} title="No note is out yet.">
          {mayStart && (
            <>
              <Link href={`/companies/${ticker}/start`} prefetch={false}>
                Start the first one
              </Link>
              , or{" "}
              <Link href={`/import?${new URLSearchParams({ ticker })}`} prefetch={false}>
                import a text
              </Link>
              .
            </>
          )}
        </Empty>
      ) : (
        <table className={`${table.table} ${table.stack} ${style.list}`}>
          <caption className="vh">Notes, newest first</caption>
          <thead>
            <tr>
              {["Quarter", "Headline", "Status", "Guidance", "Citations", "Published"].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {quartersOf(notes).map((period) => {
              const note = byPeriod.get(period);
              return note ? (
                <NoteRow key={period} ticker={ticker} note={note} />
              ) : (
                <tr key={period}>
                  <th scope="row">{formatPeriodShort(period)}</th>
                  <td colSpan={5}>
                    {mayStart ? (
                      <StartLink ticker={ticker} period={period}>
                        No note
                      </StartLink>
                    ) : (
                      <Status state={null}>No note</Status>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </section>
  );
}

function NoteRow({ ticker, note }: { ticker: string; note: CompanyNote }) {
  const { number, recalled, open, guidance } = note.cell;
  return (
    <tr>
      <th scope="row">{formatPeriodShort(note.period)}</th>
      <td data-label="Headline">
        <div>
          <Link className={`${style.headline} touch`} href={`/companies/${ticker}/${note.period}`} prefetch={false}>
            {recalled === null
              ? note.headline || "No headline yet"
              : `What was said of ${formatPeriod(note.period)} was recalled`}
          </Link>
        </div>
      </td>
      <td data-label="Status">
        <div>
          {recalled === null ? (
            <Status state={number === null ? (open?.state ?? null) : "published"}>
              {number === null ? formatState(open?.state ?? "draft") : `Published r${number}`}
            </Status>
          ) : (
            <Status state={null}>r{recalled} recalled</Status>
          )}
          {number !== null && open && <div className="sec">{draftWords(open.state)}</div>}
        </div>
      </td>
      <td data-label="Guidance">
        <div className={style.counts}>
          {guidance.map((count) => (
            <ChangeCount key={count.change} {...count} />
          ))}
          {guidance.length === 0 && <span className="mute">none</span>}
        </div>
      </td>
      <td data-label="Citations">
        <div>
          <CoverageSquares cited={note.takeawaysCited} total={note.takeaways} />
        </div>
      </td>
      <td data-label="Published">
        <div>
          {note.publishedAt ? (
            <Day at={note.publishedAt} />
          ) : (
            <span className="mute">{recalled === null ? "not yet" : "not any more"}</span>
          )}
        </div>
      </td>
    </tr>
  );
}

/** A draft has no number: it gets the next free one when it is published. */
function draftWords(state: OpenState): string {
  return state === "draft" ? "A draft is open" : `A draft is ${state === "in_review" ? "in review" : "sent back"}`;
}

/** Every quarter from the newest note to the oldest. */
function quartersOf(notes: CompanyNote[]): Period[] {
  const quarters: Period[] = [];
  const [newest, oldest] = [notes[0]?.period, notes.at(-1)?.period];
  for (let at = newest; at && oldest && at >= oldest; at = shiftPeriod(at, -1)) quarters.push(at);
  return quarters;
}
