import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { currentContext, strangerContext } from "@/app/_server/context";
import { nextPath } from "@/app/_server/next-path";
import { Brand } from "@/app/_ui/brand";
import { hasPeople } from "@/lib/people/queries";
import { SignInForm } from "./form";
import { Picture } from "./picture";
import style from "./sign-in.module.css";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const { next } = await searchParams;
  const path = nextPath(typeof next === "string" ? next : null);
  if (await currentContext()) redirect(path);
  if (!(await hasPeople(strangerContext().db))) redirect("/setup");
  return (
    <main className={style.page}>
      <div className={style.left}>
        <Brand />
        <SignInForm next={path} />
        <p className={style.hint}>Open source. Your notes stay on this server.</p>
      </div>
      <Picture />
    </main>
  );
}
