import type { FormState } from "@/app/_server/action";
import { ActionButton } from "@/app/_ui/action-button";
import { Moment } from "@/app/_ui/day";
import table from "@/app/_ui/table.module.css";
import type { FailedJob } from "@/lib/jobs/queries";
import { triesMax } from "@/lib/jobs/task";
import style from "./jobs.module.css";

type JobsTableProps = {
  jobs: FailedJob[];
  action: (state: FormState, form: FormData) => Promise<FormState>;
};

/** Jobs that failed, newest first, each with a way to have it tried again. */
export function JobsTable({ jobs, action }: JobsTableProps) {
  return (
    <table className={`${table.table} ${table.stack} ${style.jobs}`}>
      <caption className="vh">Jobs that failed, newest first</caption>
      <thead>
        <tr>
          {["Job", "Asked for", "Why it failed", "Next"].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {jobs.map(({ id, words, addedAt, tries, sentence, nextTryAt }) => (
          <tr key={id}>
            <th scope="row">{words}</th>
            <td data-label="Asked for">
              <div>
                <Moment at={addedAt} />
              </div>
            </td>
            <td data-label="Why it failed">
              <div>{sentence ?? "Quarterdeck ended while it was being done."}</div>
            </td>
            <td data-label="Next">
              <div className={style.next}>
                <p>
                  {nextTryAt ? (
                    <>
                      Tried {tries} of {triesMax} times; again <Moment at={nextTryAt} />.
                    </>
                  ) : (
                    `Given up after ${tries} tries.`
                  )}
                </p>
                <ActionButton action={action} fields={{ id }}>
                  Try again<span className="vh">: {words}</span>
                </ActionButton>
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
