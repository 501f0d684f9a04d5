import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { requireContext } from "@/app/_server/context";
import { currentEntry } from "@/app/_server/session";
import button from "@/app/_ui/button.module.css";
import { Moment } from "@/app/_ui/day";
import head from "@/app/_ui/head.module.css";
import { ShortForm } from "@/app/_ui/short-form";
import { readOwnAccount } from "@/lib/auth/account-queries";
import { asksFactor, findOwnFactor } from "@/lib/auth/factor-queries";
import { passwordHint } from "@/lib/auth/password-length";
import { usualPreferences } from "@/lib/auth/preferences";
import { listOwnSessions } from "@/lib/auth/session-queries";
import style from "./account.module.css";
import * as actions from "./actions";
import { NewCodes } from "./new-codes";
import { PreferencesForm } from "./preferences-form";
import { SessionsTable } from "./sessions-table";

export const metadata: Metadata = { title: "Account" };

const saidOf: Record<string, string> = {
  name: "Your name is changed.",
  password: "Your password is changed. All your other sessions are over.",
  factor: "The second factor is removed. All your other sessions are over.",
  sessions: "Ended.",
  preferences: "Saved.",
};

export default async function AccountPage({ searchParams }: { searchParams: Promise<{ saved?: string | string[] }> }) {
  const ctx = await requireContext();
  const [account, factor, isAsked, sessions, entry, { saved }] = await Promise.all([
    readOwnAccount(ctx),
    findOwnFactor(ctx),
    asksFactor(ctx),
    listOwnSessions(ctx, ctx.actor),
    currentEntry(),
    searchParams,
  ]);
  const said = typeof saved === "string" ? saidOf[saved] : undefined;
  return (
    <main id="main" className={style.page}>
      <div className={head.head}>
        <h1 className={head.title}>Account</h1>
        <span className="sec">{account.email}</span>
      </div>
      {said && (
        <p className={style.said} role="status">
          {said}
        </p>
      )}
      <Part title="Name">
        <ShortForm
          action={actions.renameAction}
          submit="Change name"
          fields={[{ name: "name", label: "Name", autoComplete: "name", required: true, defaultValue: account.name }]}
        />
      </Part>
      <Part title="Password">
        {account.hasPassword ? (
          <ShortForm
            action={actions.changePasswordAction}
            submit="Change password"
            fields={[
              {
                name: "presentPassword",
                label: "Present password",
                type: "password",
                autoComplete: "current-password",
                required: true,
              },
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
        ) : (
          <p>You have no password{account.hasIdentity && ": you come in through single sign-on"}.</p>
        )}
      </Part>
      <Part title="Second factor">
        {factor ? (
          <>
            <p>
              Set up <Moment at={factor.addedAt} />. {factor.codesLeft} of 10 recovery codes are left.
            </p>
            <NewCodes action={actions.replaceCodesAction} />
            <details>
              <summary className={style.more}>Remove the second factor</summary>
              {isAsked && <p>This workspace asks for one: you will be led to set up another at once.</p>}
              <ShortForm
                action={actions.removeFactorAction}
                submit="Remove it"
                fields={[
                  {
                    name: "code",
                    label: "Code of the app, or a recovery code",
                    autoComplete: "one-time-code",
                    required: true,
                  },
                ]}
              />
            </details>
          </>
        ) : (
          <>
            <p>
              With a second factor, a password alone lets nobody in: signing in also asks for a code that an app on your
              phone shows.
            </p>
            <Link className={button.button} href="/second-factor/set-up">
              Set up a second factor
            </Link>
          </>
        )}
      </Part>
      <Part title="Sessions" isWide>
        <SessionsTable
          sessions={sessions}
          heldId={entry?.sessionId ?? ""}
          end={actions.endSessionAction}
          endOthers={actions.endOthersAction}
        />
      </Part>
      <Part title="Looks and keys">
        <PreferencesForm action={actions.preferencesAction} preferences={entry?.preferences ?? usualPreferences} />
      </Part>
    </main>
  );
}

function Part({ title, isWide = false, children }: { title: string; isWide?: boolean; children: ReactNode }) {
  const id = `of-${title.toLowerCase().replaceAll(" ", "-")}`;
  return (
    <section className={isWide ? `${style.part} ${style.wide}` : style.part} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <div className={style.body}>{children}</div>
    </section>
  );
}
