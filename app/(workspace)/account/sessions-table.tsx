import type { FormState } from "@/app/_server/action";
import { ActionButton } from "@/app/_ui/action-button";
import { Moment } from "@/app/_ui/day";
import { Seen } from "@/app/_ui/seen";
import table from "@/app/_ui/table.module.css";
import type { OwnSession } from "@/lib/auth/session-queries";
import style from "./account.module.css";

type Act = (state: FormState, form: FormData) => Promise<FormState>;

type SessionsTableProps = { sessions: OwnSession[]; heldId: string; end: Act; endOthers: Act };

const waysIn: Record<OwnSession["via"], string> = {
  password: "Password",
  mail: "Link by mail",
  oidc: "Single sign-on",
};

/** Where one is signed in, and the way to end that. */
export function SessionsTable({ sessions, heldId, end, endOthers }: SessionsTableProps) {
  return (
    <>
      <table className={`${table.table} ${table.stack}`}>
        <caption className="vh">Your sessions, the last seen first</caption>
        <thead>
          <tr>
            {["Device", "Network", "Signed in", "Last seen", "End"].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sessions.map(({ id, device, network, via, createdAt, lastSeenAt }) => (
            <tr key={id}>
              <th scope="row">
                <Seen text={device} />
              </th>
              <td data-label="Network">
                <div className="mono">{network}</div>
              </td>
              <td data-label="Signed in">
                <div>
                  {waysIn[via]}, <Moment at={createdAt} />
                </div>
              </td>
              <td data-label="Last seen">
                <div>
                  <Moment at={lastSeenAt} />
                </div>
              </td>
              <td data-label="End">
                <div>
                  {id === heldId ? (
                    <span className={style.here}>This session</span>
                  ) : (
                    <ActionButton action={end} fields={{ sessionId: id }}>
                      End<span className="vh"> the session of {device}</span>
                    </ActionButton>
                  )}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {sessions.length > 1 && (
        <ActionButton action={endOthers} fields={{}}>
          End all other sessions
        </ActionButton>
      )}
    </>
  );
}
