import { PencilLine } from "lucide-react";
import Link from "next/link";
import { Moment } from "@/app/_ui/day";
import { Empty } from "@/app/_ui/empty";
import { Status } from "@/app/_ui/status";
import table from "@/app/_ui/table.module.css";
import { openPath } from "@/app/(workspace)/open-path";
import { capitalised } from "@/lib/notes/capitalised";
import type { OpenDraft } from "@/lib/notes/draft-queries";
import { formatState } from "@/lib/notes/state";
import style from "./edit.module.css";

type DraftListProps = { path: string; published: number | null; drafts: OpenDraft[] };

/** Newest first: who began each, who wrote in it, and what it goes on from. */
export function DraftList({ path, published, drafts }: DraftListProps) {
  if (drafts.length === 0) return <Empty icon={PencilLine} title="No draft is open." />;
  return (
    <table className={`${table.table} ${table.stack}`}>
      <caption className="vh">Open drafts, newest first</caption>
      <thead>
        <tr>
          {["Begun by", "Status", "Begun", "Written by", "Based on"].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {drafts.map(({ id, state, begunBy, begunAt, editors, basedOn, mayFollow }) => (
          <tr key={id}>
            <th scope="row">
              <Link className={`${style.name} touch`} href={openPath(path, { id, state })} prefetch={false}>
                <span className="vh">{state === "in_review" ? "Revision in review of" : "Draft of"} </span>
                {begunBy?.name ?? "Quarterdeck"}
              </Link>
            </th>
            <td data-label="Status">
              <div>
                <Status state={state}>{capitalised(formatState(state))}</Status>
              </div>
            </td>
            <td data-label="Begun">
              <div>
                <Moment at={begunAt} />
              </div>
            </td>
            <td data-label="Written by">
              <div>{editors.join(", ") || <span className="mute">nobody yet</span>}</div>
            </td>
            <td data-label="Based on">
              <div>
                {basedOn === null ? <span className="mute">nothing</span> : `r${basedOn}`}
                {!mayFollow && <p className="sec">r{published} is out since, and this one cannot follow it</p>}
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
