import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { nextPath, signInPath } from "@/app/_server/next-path";
import { currentEntrant } from "@/app/_server/session";
import { ActionButton } from "@/app/_ui/action-button";
import head from "@/app/_ui/head.module.css";
import { ShortForm } from "@/app/_ui/short-form";
import style from "../entry.module.css";
import { EntryPage } from "../entry-page";
import { leaveAction } from "../sign-in/actions";
import { passFactorAction } from "./actions";

export const metadata: Metadata = { title: "Second factor" };

type Props = { searchParams: Promise<{ next?: string | string[] }> };

/** Asks a session that has shown one secret for the other, or leads it to set one up. */
export default async function SecondFactorPage({ searchParams }: Props) {
  const { next } = await searchParams;
  const path = nextPath(typeof next === "string" ? next : null);
  const entrant = await currentEntrant();
  if (!entrant) redirect(signInPath(path));
  if (!entrant.lacks) redirect(path);
  if (entrant.lacks === "factor") redirect(`/second-factor/set-up?${new URLSearchParams({ next: path })}`);
  return (
    <EntryPage>
      <h1 className={head.title}>Second factor</h1>
      <p>You are {entrant.email}. Type the code that your app shows now.</p>
      <ShortForm
        action={passFactorAction}
        hidden={{ next: path }}
        submit="Go on"
        look="primary"
        fields={[
          {
            name: "code",
            label: "Code",
            autoComplete: "one-time-code",
            autoCapitalize: "none",
            spellCheck: false,
            required: true,
            hint: "Six digits. If you have lost the app, one of your recovery codes does as well.",
          },
        ]}
      />
      <div className={style.other}>
        <ActionButton action={leaveAction} fields={{}} look="quiet">
          Sign in as somebody else
        </ActionButton>
      </div>
    </EntryPage>
  );
}
