import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { strangerContext } from "@/app/_server/context";
import head from "@/app/_ui/head.module.css";
import { ShortForm } from "@/app/_ui/short-form";
import { passwordHint } from "@/lib/auth/password-length";
import { hasAdmin } from "@/lib/people/queries";
import { EntryPage } from "../entry-page";
import { setUpAction } from "./actions";

export const metadata: Metadata = { title: "Set up" };

/** For the first admin. Once there is one, there is no such page. */
export default async function SetupPage() {
  if (await hasAdmin(strangerContext().db)) notFound();
  return (
    <EntryPage>
      <h1 className={head.title}>Set up Quarterdeck</h1>
      <p>You become the first admin, and can then invite the others.</p>
      <ShortForm
        action={setUpAction}
        submit="Set up"
        look="primary"
        fields={[
          {
            name: "code",
            label: "Code",
            autoComplete: "off",
            required: true,
            hint: "It was printed where Quarterdeck was started. A new start prints a new one.",
          },
          { name: "name", label: "Your name", autoComplete: "name", required: true },
          { name: "email", label: "Email", type: "email", autoComplete: "username", required: true },
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
