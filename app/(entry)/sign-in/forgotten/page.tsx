import type { Metadata } from "next";
import { askForResetAction } from "../actions";
import { AskForMail } from "../ask-for-mail";

export const metadata: Metadata = { title: "New password" };

export default async function ForgottenPage({ searchParams }: { searchParams: Promise<{ sent?: string }> }) {
  return (
    <AskForMail
      title="New password"
      lead="We send a link to your address, under which you choose a new one."
      submit="Send the link"
      isSent={(await searchParams).sent !== undefined}
      action={askForResetAction}
    />
  );
}
