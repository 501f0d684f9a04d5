import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { strangerContext } from "@/app/_server/context";
import head from "@/app/_ui/head.module.css";
import { ShortForm } from "@/app/_ui/short-form";
import { passwordHint } from "@/lib/auth/password-length";
import { findInvitation } from "@/lib/people/accept-commands";
import style from "../../entry.module.css";
import { EntryPage } from "../../entry-page";
import { acceptInvitationAction } from "./actions";

export const metadata: Metadata = { title: "Invitation" };

/** Whatever cannot be used, for whichever reason, is not there. */
export default async function AcceptPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const invitation = await findInvitation(strangerContext(), token);
  if (!invitation) notFound();
  return (
    <EntryPage>
      <h1 className={head.title}>Join Quarterdeck</h1>
      <p className={style.words}>You are invited as {invitation.email}.</p>
      <ShortForm
        action={acceptInvitationAction}
        hidden={{ token }}
        submit="Join"
        look="primary"
        fields={[
          { name: "name", label: "Your name", autoComplete: "name", required: true },
          {
            name: "newPassword",
            label: "Password",
            type: "password",
            autoComplete: "new-password",
            required: true,
            hint: passwordHint,
          },
        ]}
      />
    </EntryPage>
  );
}
