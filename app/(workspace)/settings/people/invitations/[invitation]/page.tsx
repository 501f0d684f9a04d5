import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { z } from "zod";
import { requireContext } from "@/app/_server/context";
import { ActionButton } from "@/app/_ui/action-button";
import { Moment } from "@/app/_ui/day";
import { Fact, Facts } from "@/app/_ui/facts";
import head from "@/app/_ui/head.module.css";
import { may } from "@/lib/auth/permissions";
import { mailIsConfigured } from "@/lib/mail/configured";
import { findInvitation } from "@/lib/people/queries";
import { renewInvitationAction, withdrawInvitationAction } from "../../actions";
import style from "../../people.module.css";
import { Renew } from "./renew";

export const metadata: Metadata = { title: "Invitation" };

/** For admins; nobody else knows of the page. */
export default async function InvitationPage({ params }: { params: Promise<{ invitation: string }> }) {
  const [ctx, { invitation: asked }] = [await requireContext(), await params];
  if (!may(ctx.actor, "user.invite") || !z.uuid().safeParse(asked).success) notFound();
  const invitation = await findInvitation(ctx, asked);
  if (!invitation) notFound();
  const { id, email, roles, invitedBy, invitedAt, expiresAt } = invitation;
  return (
    <main id="main" className={style.page}>
      <p className={head.crumb}>
        <Link className="touch" href="/settings/people">
          People
        </Link>
      </p>
      <h1 className={head.title}>Invitation of {email}</h1>
      <Facts>
        <Fact name="Roles">{roles.join(", ")}</Fact>
        <Fact name="Invited by" wide>
          <span>
            {invitedBy}, <Moment at={invitedAt} />
          </span>
        </Fact>
        <Fact name={expiresAt > ctx.now ? "Until" : "Over since"} wide>
          <Moment at={expiresAt} />
        </Fact>
      </Facts>
      <div className={style.acts}>
        <Renew action={renewInvitationAction} invitationId={id} byMail={mailIsConfigured()} />
        <ActionButton action={withdrawInvitationAction} fields={{ invitationId: id }}>
          Withdraw
        </ActionButton>
      </div>
    </main>
  );
}
