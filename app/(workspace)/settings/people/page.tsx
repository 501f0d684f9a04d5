import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { requireContext } from "@/app/_server/context";
import button from "@/app/_ui/button.module.css";
import head from "@/app/_ui/head.module.css";
import { LeftOut } from "@/app/_ui/left-out";
import { may } from "@/lib/auth/permissions";
import { listInvitations, listMembers, peopleMax } from "@/lib/people/queries";
import style from "./people.module.css";
import { PeopleTable } from "./people-table";

export const metadata: Metadata = { title: "People" };

/** For admins; nobody else knows of the page. */
export default async function PeoplePage({ searchParams }: { searchParams: Promise<{ withdrawn?: string }> }) {
  const ctx = await requireContext();
  if (!may(ctx.actor, "user.read")) notFound();
  const [members, invitations, { withdrawn }] = await Promise.all([
    listMembers(ctx),
    listInvitations(ctx),
    searchParams,
  ]);
  return (
    <main id="main" className={style.page}>
      <div className={head.head}>
        <h1 className={head.title}>People</h1>
        <span className="sec">Who is here, and what each may do.</span>
        <Link className={`${button.button} ${button.primary} ${style.invite}`} href="/settings/people/invite">
          Invite somebody
        </Link>
      </div>
      {withdrawn !== undefined && (
        <p className={style.said} role="status">
          The invitation is withdrawn. Its link opens nothing any more.
        </p>
      )}
      <LeftOut count={members.length} max={peopleMax} of="people" shown="first by name" />
      <LeftOut count={invitations.length} max={peopleMax} of="invitations" shown="first by address" />
      <PeopleTable members={members.slice(0, peopleMax)} invitations={invitations.slice(0, peopleMax)} now={ctx.now} />
    </main>
  );
}
