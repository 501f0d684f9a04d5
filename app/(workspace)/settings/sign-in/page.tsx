import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { requireContext } from "@/app/_server/context";
import { issuerName } from "@/app/_server/issuer";
import head from "@/app/_ui/head.module.css";
import { may } from "@/lib/auth/permissions";
import { readSignInSettings } from "@/lib/auth/settings-queries";
import { mailIsConfigured } from "@/lib/mail/configured";
import style from "../settings-form.module.css";
import { changeSignInSettingsAction } from "./actions";
import { SignInSettingsForm } from "./sign-in-settings-form";

export const metadata: Metadata = { title: "Sign-in settings" };

/** For admins; nobody else knows of the page. */
export default async function SignInSettingsPage({ searchParams }: { searchParams: Promise<{ saved?: string }> }) {
  const ctx = await requireContext();
  if (!may(ctx.actor, "settings.sign_in")) notFound();
  const [settings, { saved }] = await Promise.all([readSignInSettings(ctx), searchParams]);
  const issuer = issuerName();
  const ways = ["password", mailIsConfigured() && "link by mail", issuer].filter(Boolean).join(", ");
  return (
    <main id="main" className={style.page}>
      <div className={head.head}>
        <h1 className={head.title}>Sign-in</h1>
      </div>
      <p className={style.lead}>
        What is asked of whoever signs in. A change counts at once, also for those who are signed in. Ways in that are
        set up: {ways}.
      </p>
      {saved !== undefined && (
        <p className={style.saved} role="status">
          Saved.
        </p>
      )}
      <SignInSettingsForm action={changeSignInSettingsAction} settings={settings} issuer={issuer} />
    </main>
  );
}
