import type { Metadata } from "next";
import { strangerContext } from "@/app/_server/context";
import head from "@/app/_ui/head.module.css";
import { ShortForm } from "@/app/_ui/short-form";
import { findBearer } from "@/lib/auth/entry-queries";
import { EntryPage } from "../../../entry-page";
import { enterByMailAction } from "../../actions";
import { LinkOver } from "../../link-over";

export const metadata: Metadata = { title: "Sign in" };

/** Opening the link does not use it up: what looks into mail opens it too. */
export default async function MailPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const bearer = await findBearer(strangerContext(), "sign_in", token);
  if (!bearer) return <LinkOver again="/sign-in/by-mail" />;
  return (
    <EntryPage>
      <h1 className={head.title}>Sign in</h1>
      <p>As {bearer.email}.</p>
      <ShortForm action={enterByMailAction} hidden={{ token }} submit="Sign in" look="primary" fields={[]} />
    </EntryPage>
  );
}
