import type { Metadata } from "next";
import { strangerContext } from "@/app/_server/context";
import head from "@/app/_ui/head.module.css";
import { ShortForm } from "@/app/_ui/short-form";
import { findBearer } from "@/lib/auth/entry-queries";
import { passwordHint } from "@/lib/auth/password-length";
import { EntryPage } from "../../../entry-page";
import { resetPasswordAction } from "../../actions";
import { LinkOver } from "../../link-over";

export const metadata: Metadata = { title: "New password" };

/** Opening the link does not use it up: what looks into mail opens it too. */
export default async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const bearer = await findBearer(strangerContext(), "reset", token);
  if (!bearer) return <LinkOver again="/sign-in/forgotten" />;
  return (
    <EntryPage>
      <h1 className={head.title}>New password</h1>
      <p>For {bearer.email}. All its sessions end when it is set.</p>
      <ShortForm
        action={resetPasswordAction}
        hidden={{ token }}
        submit="Set the password"
        look="primary"
        fields={[
          {
            name: "newPassword",
            label: "New password",
            type: "password",
            autoComplete: "new-password",
            required: true,
            hint: passwordHint,
          },
          {
            name: "again",
            label: "New password again",
            type: "password",
            autoComplete: "new-password",
            required: true,
          },
        ]}
      />
    </EntryPage>
  );
}
