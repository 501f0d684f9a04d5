import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { requireContext } from "@/app/_server/context";
import head from "@/app/_ui/head.module.css";
import { may } from "@/lib/auth/permissions";
import { mailIsConfigured } from "@/lib/mail/configured";
import { invitationHours } from "@/lib/people/invitation";
import { inviteAction } from "../actions";
import style from "../people.module.css";
import { InviteForm } from "./invite-form";

export const metadata: Metadata = { title: "Invite somebody" };

/** For admins; nobody else knows of the page. */
export default async function InvitePage() {
  const ctx = await requireContext();
  if (!may(ctx.actor, "user.invite")) notFound();
  return (
    <main id="main" className={style.page}>
      <p className={head.crumb}>
        <Link className="touch" href="/settings/people">
          People
        </Link>
      </p>
      <h1 className={head.title}>Invite somebody</h1>
      <p className={style.lead}>
        The invitation holds for one address and the roles chosen here, works once, and is over after {invitationHours}{" "}
        hours.{" "}
        {mailIsConfigured()
          ? "It goes out by mail."
          : "Mail is not set up, so its address is shown here once: pass it on yourself."}
      </p>
      <InviteForm action={inviteAction} />
    </main>
  );
}
