import { Ban, Mail } from "lucide-react";
import Link from "next/link";
import { Fragment, type ReactNode } from "react";
import { Day, Moment } from "@/app/_ui/day";
import table from "@/app/_ui/table.module.css";
import type { Role } from "@/lib/auth/roles";
import type { Invitation, Member } from "@/lib/people/queries";
import style from "./people.module.css";

type PeopleTableProps = { members: Member[]; invitations: Invitation[]; now: Date };

/** Members by name, then those who are invited, then those who are disabled. */
export function PeopleTable({ members, invitations, now }: PeopleTableProps) {
  const [active, disabled] = [true, false].map((is) =>
    members.filter(({ disabledAt }) => (disabledAt === null) === is),
  );
  return (
    <table className={`${table.table} ${table.stack} ${style.people}`}>
      <caption className="vh">Everybody, with what they may do</caption>
      <thead>
        <tr>
          {["Person", "Roles", "State", "Last sign-in", "Owns"].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {active?.map((member) => (
          <MemberRow key={member.id} member={member} />
        ))}
        {invitations.map(({ id, email, roles, expiresAt }) => (
          <Row key={id} href={`/settings/people/invitations/${id}`} name={email} roles={roles}>
            <span className={style.state}>
              <Mail size={14} aria-hidden="true" />
              <span>
                {expiresAt > now ? "Invited, until " : "Invited, over since "}
                <Moment at={expiresAt} />
              </span>
            </span>
          </Row>
        ))}
        {disabled?.map((member) => (
          <MemberRow key={member.id} member={member} />
        ))}
      </tbody>
    </table>
  );
}

function MemberRow({ member: { id, name, email, roles, disabledAt, lastSignInAt, owns } }: { member: Member }) {
  const isOver = disabledAt !== null;
  return (
    <Row
      href={`/settings/people/${id}`}
      name={name}
      email={email}
      roles={roles}
      isOver={isOver}
      lastSignIn={lastSignInAt ? <Moment at={lastSignInAt} /> : "never"}
      owns={
        owns.length > 0 &&
        owns.map(({ ticker, name: company }, at) => (
          <Fragment key={ticker}>
            {at > 0 && ", "}
            <Link className="touch mono" href={`/companies/${ticker}`} prefetch={false} title={company}>
              {ticker}
            </Link>
          </Fragment>
        ))
      }
    >
      {isOver ? (
        <span className={style.state}>
          <Ban size={14} aria-hidden="true" />
          <span>
            Disabled on <Day at={disabledAt} />
          </span>
        </span>
      ) : (
        "Active"
      )}
    </Row>
  );
}

type RowProps = {
  href: string;
  name: string;
  email?: string;
  roles: Role[];
  isOver?: boolean;
  lastSignIn?: ReactNode;
  owns?: ReactNode;
  /** the state */
  children: ReactNode;
};

function Row({ href, name, email, roles, isOver = false, lastSignIn, owns, children }: RowProps) {
  return (
    <tr className={isOver ? style.over : undefined}>
      <th scope="row">
        <Link className="touch" href={href} prefetch={false}>
          {name}
        </Link>
        {email && <span className={style.email}>{email}</span>}
      </th>
      <td data-label="Roles">
        <div>{roles.join(", ") || <span className="mute">none</span>}</div>
      </td>
      <td data-label="State">
        <div>{children}</div>
      </td>
      <td data-label="Last sign-in">
        <div>{lastSignIn ?? <span className="mute">not yet</span>}</div>
      </td>
      <td data-label="Owns">
        <div>{owns || <span className="mute">no company</span>}</div>
      </td>
    </tr>
  );
}
