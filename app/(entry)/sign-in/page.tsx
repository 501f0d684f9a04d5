import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { currentContext, strangerContext } from "@/app/_server/context";
import { issuerName } from "@/app/_server/issuer";
import { nextPath } from "@/app/_server/next-path";
import button from "@/app/_ui/button.module.css";
import { Notice } from "@/app/_ui/field";
import head from "@/app/_ui/head.module.css";
import type { NoEntry } from "@/lib/auth/identity-commands";
import { mailIsConfigured } from "@/lib/mail/configured";
import { hasPeople } from "@/lib/people/queries";
import style from "../entry.module.css";
import { EntryPage } from "../entry-page";
import { SignInForm } from "./form";

export const metadata: Metadata = { title: "Sign in" };

const whyNot: Record<NoEntry, string> = {
  unverified: "Whoever vouches for you there does not vouch for your address. Ask an admin to let you in.",
  domain: "Your address is not one that is let in here. Ask an admin to invite you.",
  disabled: "Your account is disabled. An admin can change that.",
  taken: "Your address belongs to somebody else here. Ask an admin to look at it.",
};

type Asked = { next?: string | string[]; no?: string | string[]; error?: string | string[]; reset?: string };

export default async function SignInPage({ searchParams }: { searchParams: Promise<Asked> }) {
  const { next, no, error, reset } = await searchParams;
  const path = nextPath(typeof next === "string" ? next : null);
  if (await currentContext()) redirect(path);
  if (!(await hasPeople(strangerContext().db))) redirect("/setup");
  const issuer = issuerName();
  return (
    <EntryPage>
      <h1 className={head.title}>Sign in</h1>
      {reset !== undefined && (
        <p className={style.said} role="status">
          Your new password is set. Sign in with it.
        </p>
      )}
      {(no ?? error) !== undefined && (
        <Notice id="no-entry">
          {whyNot[no as NoEntry] ?? "Signing in that way did not work. Try again, or take another way."}
        </Notice>
      )}
      <SignInForm next={path} />
      {issuer && (
        // No Link: it would be asked for ahead of time, and leads away.
        <a
          className={`${button.button} ${style.issuer}`}
          href={`/sign-in/issuer?${new URLSearchParams({ next: path })}`}
        >
          Sign in with {issuer}
        </a>
      )}
      <div className={style.other}>
        {mailIsConfigured() && (
          <>
            <Link href="/sign-in/by-mail">Send me a link to sign in</Link>
            <Link href="/sign-in/forgotten">I do not know my password</Link>
          </>
        )}
        <p className={style.hint}>Reading a shared link needs no account.</p>
      </div>
    </EntryPage>
  );
}
