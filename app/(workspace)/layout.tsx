import type { ReactNode } from "react";
import { currentContext } from "@/app/_server/context";
import { countWaiting } from "@/lib/comments/waiting-queries";
import { AppBar } from "./app-bar";
import style from "./layout.module.css";

/** The frame alone: every page under it asks for itself who may see it. */
export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  const ctx = await currentContext();
  return (
    <>
      <a className={style.skip} href="#main">
        Skip to content
      </a>
      {ctx && <AppBar person={ctx.actor} waiting={await countWaiting(ctx)} />}
      <div className="page">{children}</div>
    </>
  );
}
