import type { ReactNode } from "react";
import { Brand } from "@/app/_ui/brand";
import style from "./entry.module.css";
import { Picture } from "./sign-in/picture";

/** The frame of the pages on the way in: what is asked on the left, and what a note looks like on the right. */
export function EntryPage({ children }: { children: ReactNode }) {
  return (
    <main className={style.page}>
      <div className={style.left}>
        <Brand />
        <div className={style.asked}>{children}</div>
        <p className={style.hint}>Open source. Your notes stay on this server.</p>
      </div>
      <Picture />
    </main>
  );
}
