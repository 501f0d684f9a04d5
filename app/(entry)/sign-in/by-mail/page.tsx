import type { Metadata } from "next";
import { askForLinkAction } from "../actions";
import { AskForMail } from "../ask-for-mail";

export const metadata: Metadata = { title: "Sign in by mail" };

export default async function ByMailPage({ searchParams }: { searchParams: Promise<{ sent?: string }> }) {
  return (
    <AskForMail
      title="Sign in by mail"
      lead="We send a link to your address that signs you in."
      submit="Send the link"
      isSent={(await searchParams).sent !== undefined}
      action={askForLinkAction}
    />
  );
}
