import Link from "next/link";
import { notFound } from "next/navigation";
import type { FormState } from "@/app/_server/action";
import head from "@/app/_ui/head.module.css";
import { ShortForm } from "@/app/_ui/short-form";
import { mailIsConfigured } from "@/lib/mail/configured";
import style from "../entry.module.css";
import { EntryPage } from "../entry-page";

type AskForMailProps = {
  title: string;
  lead: string;
  submit: string;
  /** whether it was asked for: the same is said whoever has the address */
  isSent: boolean;
  action: (state: FormState, form: FormData) => Promise<FormState>;
};

/** Asks for an address to send a way in to; not there where no mail is sent. */
export function AskForMail({ title, lead, submit, isSent, action }: AskForMailProps) {
  if (!mailIsConfigured()) notFound();
  return (
    <EntryPage>
      <h1 className={head.title}>{title}</h1>
      {isSent ? (
        <p role="status">
          If a member has this address, a mail is on its way to it. It may take a minute; look among unwanted mail too.
        </p>
      ) : (
        <>
          <p>{lead}</p>
          <ShortForm
            action={action}
            submit={submit}
            look="primary"
            fields={[{ name: "email", label: "Email", type: "email", autoComplete: "username", required: true }]}
          />
        </>
      )}
      <p className={style.other}>
        <Link href="/sign-in">Sign in with a password</Link>
      </p>
    </EntryPage>
  );
}
