import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { clientAddress, strangerContext } from "@/app/_server/context";
import { Brand } from "@/app/_ui/brand";
import { lookAtInvitation } from "@/lib/people/accept-commands";
import { Picture } from "../../sign-in/picture";
import style from "../../sign-in/sign-in.module.css";
import { AcceptForm } from "./accept-form";
import { acceptInvitationAction } from "./actions";

export const metadata: Metadata = { title: "Invitation" };

/** Whatever cannot be used, for whichever reason, is not there. */
export default async function AcceptPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const invitation = await lookAtInvitation(strangerContext(), token, await clientAddress());
  if (!invitation) notFound();
  return (
    <main className={style.page}>
      <div className={style.left}>
        <Brand />
        <AcceptForm action={acceptInvitationAction} token={token} email={invitation.email} />
        <p className={style.hint}>Open source. Your notes stay on this server.</p>
      </div>
      <Picture />
    </main>
  );
}
