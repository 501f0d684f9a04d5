import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { entrantContext } from "@/app/_server/context";
import { factorPath, nextPath, signInPath } from "@/app/_server/next-path";
import { currentEntrant } from "@/app/_server/session";
import { ActionButton } from "@/app/_ui/action-button";
import { CameraCode } from "@/app/_ui/camera-code";
import head from "@/app/_ui/head.module.css";
import { cameraCode } from "@/lib/auth/camera-code";
import { findOwnFactor, findOwnSetup } from "@/lib/auth/factor-queries";
import style from "../../entry.module.css";
import { EntryPage } from "../../entry-page";
import { leaveAction } from "../../sign-in/actions";
import { addFactorAction, beginFactorAction } from "../actions";
import { AddFactor } from "./add-factor";

export const metadata: Metadata = { title: "Set up a second factor" };

type Props = { searchParams: Promise<{ next?: string | string[] }> };

/** Of one's own accord, or because the workspace asks everybody for one before anything else. */
export default async function SetUpPage({ searchParams }: Props) {
  const { next } = await searchParams;
  const path = nextPath(typeof next === "string" ? next : "/account");
  const [ctx, entrant] = [await entrantContext(), await currentEntrant()];
  if (!ctx || !entrant) redirect(signInPath(path));
  if (entrant.lacks === "code") redirect(factorPath(path));
  const [factor, setup] = await Promise.all([findOwnFactor(ctx), findOwnSetup(ctx)]);
  return (
    <EntryPage>
      <h1 className={head.title}>Set up a second factor</h1>
      {entrant.lacks === "factor" && (
        <p>This workspace asks everybody for one. Nothing else is open to you until you have it.</p>
      )}
      {!factor && !setup && (
        <>
          <p>You need an app that shows codes, such as an authenticator or a password manager.</p>
          <ActionButton action={beginFactorAction} fields={{ next: path }} look="primary">
            Begin
          </ActionButton>
        </>
      )}
      {/* It stays when the factor is there: it is what then shows the recovery codes. */}
      {(factor || setup) && (
        <AddFactor action={addFactorAction} next={path}>
          {!factor && setup && (
            <>
              <p>Have the app read this code, or type the secret into it.</p>
              <CameraCode code={cameraCode(setup.address)} label="The secret as a QR code" />
              <p>
                Secret: <code className={style.secret}>{setup.secret.match(/.{1,4}/g)?.join(" ")}</code>
              </p>
            </>
          )}
        </AddFactor>
      )}
      <div className={style.other}>
        {entrant.lacks ? (
          <ActionButton action={leaveAction} fields={{}} look="quiet">
            Sign in as somebody else
          </ActionButton>
        ) : (
          !factor && <Link href="/account">Leave it</Link>
        )}
      </div>
    </EntryPage>
  );
}
