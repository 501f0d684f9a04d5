import Link from "next/link";
import head from "@/app/_ui/head.module.css";
import { EntryPage } from "../../entry-page";

/** The one answer to every invitation that cannot be used. */
export default function NoInvitation() {
  return (
    <EntryPage>
      <h1 className={head.title}>This invitation cannot be used</h1>
      <p>An invitation works once, for three days, and can be withdrawn. Ask whoever invited you for another one.</p>
      <p>
        If you have an account already, <Link href="/sign-in">sign in</Link>.
      </p>
    </EntryPage>
  );
}
