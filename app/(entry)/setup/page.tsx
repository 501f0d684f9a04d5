import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { strangerContext } from "@/app/_server/context";
import { Brand } from "@/app/_ui/brand";
import { hasPeople } from "@/lib/people/queries";
import { Picture } from "../sign-in/picture";
import style from "../sign-in/sign-in.module.css";
import { setUpAction } from "./actions";
import { SetupForm } from "./setup-form";

export const metadata: Metadata = { title: "Set up" };

/** For the first admin. Once there are people, there is no such page. */
export default async function SetupPage() {
  if (await hasPeople(strangerContext().db)) notFound();
  return (
    <main className={style.page}>
      <div className={style.left}>
        <Brand />
        <SetupForm action={setUpAction} />
        <p className={style.hint}>Open source. Your notes stay on this server.</p>
      </div>
      <Picture />
    </main>
  );
}
