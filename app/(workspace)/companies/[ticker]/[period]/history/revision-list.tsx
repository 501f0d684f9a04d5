import Link from "next/link";
import { ActionButton } from "@/app/_ui/action-button";
import { Moment } from "@/app/_ui/day";
import { Status } from "@/app/_ui/status";
import table from "@/app/_ui/table.module.css";
import { openPath } from "@/app/(workspace)/open-path";
import { capitalised } from "@/lib/notes/capitalised";
import { draftName } from "@/lib/notes/draft-name";
import { type HistoryRevision, type NoteHistory, revisionName } from "@/lib/notes/history-queries";
import { formatStanding, formatState } from "@/lib/notes/state";
import { restoreAction } from "./actions";
import style from "./history.module.css";

type RevisionListProps = { history: NoteHistory; mayRestore: boolean; mayRecall: boolean };

export function RevisionList({ history, ...may }: RevisionListProps) {
  return (
    <table className={`${table.table} ${table.stack} ${style.revisions}`}>
      <caption className="vh">Revisions, newest first</caption>
      <thead>
        <tr>
          {["Revision", "Summary", "Written by", "Approved by", "Dates", "Based on", "Hash", "Look closer"].map(
            (name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {history.revisions.map((revision) => (
          <RevisionRow key={revision.id} revision={revision} history={history} {...may} />
        ))}
      </tbody>
    </table>
  );
}

type RevisionRowProps = RevisionListProps & { revision: HistoryRevision };

function RevisionRow({ revision, history, mayRestore, mayRecall }: RevisionRowProps) {
  const { id, number, state, summary, editors, approvers, recalledAt, contentSha256 } = revision;
  const path = `/companies/${history.ticker}/${history.period}`;
  const isFrozen = state === "published" || state === "in_review";
  return (
    <tr>
      <th scope="row">
        <Link
          className="touch"
          href={number === null ? openPath(path, revision) : `${path}/r${number}`}
          prefetch={false}
        >
          {number === null ? openName(revision) : `r${number}`}
        </Link>
        <p className={style.state}>
          <Status state={recalledAt ? null : state}>{capitalised(formatStanding(revision, history))}</Status>
        </p>
      </th>
      <td data-label="Summary">
        <div>{summary || <span className="mute">none yet</span>}</div>
      </td>
      <td data-label="Written by">
        <div>{editors.join(", ") || <span className="mute">nobody yet</span>}</div>
      </td>
      <td data-label="Approved by">
        <div>{(number !== null && approvers.join(", ")) || <span className="mute">nobody yet</span>}</div>
      </td>
      <td data-label="Dates">
        <Dates revision={revision} />
      </td>
      <td data-label="Based on">
        <Origin revision={revision} />
      </td>
      <td data-label="Hash">
        {isFrozen && contentSha256 ? <Hash of={contentSha256} /> : <span className="mute">none yet</span>}
      </td>
      <td data-label="Look closer">
        <div className={style.acts}>
          {revision.basedOn !== null && (
            <Link
              className="touch"
              href={`${path}/compare?from=${revision.basedOn}&to=${revisionName(revision)}`}
              prefetch={false}
            >
              What changed<span className="vh"> from r{revision.basedOn} on</span>
            </Link>
          )}
          {number !== null && (
            <Link className="touch" href={`${path}/r${number}/blame`} prefetch={false}>
              Who wrote what<span className="vh"> in r{number}</span>
            </Link>
          )}
          {mayRecall && number !== null && recalledAt === null && (
            <Link className="touch" href={`${path}/recall?revision=${number}`} prefetch={false}>
              Recall r{number}
            </Link>
          )}
          {mayRestore && number !== null && number !== history.standing && (
            <ActionButton
              action={restoreAction}
              fields={{ revisionId: id, ticker: history.ticker, period: history.period }}
            >
              Restore r{number} as a draft
            </ActionButton>
          )}
        </div>
      </td>
    </tr>
  );
}

/** `Draft by Ana Alder, begun 2 Jun 2025, 10:48 UTC, in review` */
export function openName({ state, ...draft }: Pick<HistoryRevision, "state" | "begunBy" | "begunAt">): string {
  return state === "in_review" ? `${draftName(draft)}, ${formatState(state)}` : draftName(draft);
}

function Dates({ revision: { begunAt, submittedAt, publishedAt, recalledAt } }: { revision: HistoryRevision }) {
  const days = [
    { name: "Begun", at: begunAt },
    { name: "Submitted", at: submittedAt },
    { name: "Published", at: publishedAt },
    { name: "Recalled", at: recalledAt },
  ];
  return (
    <ul className={style.dates}>
      {days.map(
        ({ name, at }) =>
          at && (
            <li key={name}>
              <span className="mute">{name}</span> <Moment at={at} />
            </li>
          ),
      )}
    </ul>
  );
}

function Origin({ revision: { basedOn, restored } }: { revision: HistoryRevision }) {
  return (
    <div>
      {basedOn === null ? <span className="mute">nothing</span> : `r${basedOn}`}
      {restored !== null && <p className="sec">begun with the words of r{restored}</p>}
    </div>
  );
}

/** The whole one opens below its beginning, to be copied. */
function Hash({ of }: { of: string }) {
  return (
    <details className={style.hash}>
      <summary className="mono" title={of}>
        {of.slice(0, 7)}
      </summary>
      <code>{of}</code>
    </details>
  );
}
