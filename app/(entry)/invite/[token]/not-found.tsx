import Link from "next/link";
import { Brand } from "@/app/_ui/brand";
import head from "@/app/_ui/head.module.css";
import { Picture } from "../../sign-in/picture";
import style from "../../sign-in/sign-in.module.css";

/** The one answer to every invitation that cannot be used. */
export default function NoInvitation() {
  return (
    <main className={style.page}>
      <div className={style.left}>
        <Brand />
        <div className={style.form}>
          <h1 className={head.title}>This invitation cannot be used</h1>
          <p>
            An invitation works once, for three days, and can be withdrawn. Ask whoever invited you for another one.
          </p>
          <p>
            If you have an account already, <Link href="/sign-in">sign in</Link>.
          </p>
        </div>
        <p className={style.hint}>Open source. Your notes stay on this server.</p>
      </div>
      <Picture />
    </main>
  );
}
