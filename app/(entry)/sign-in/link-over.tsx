import Link from "next/link";
import head from "@/app/_ui/head.module.css";
import style from "../entry.module.css";
import { EntryPage } from "../entry-page";

/** Of a link that came by mail and leads nowhere any more, or never did. */
export function LinkOver({ again }: { again: string }) {
  return (
    <EntryPage>
      <h1 className={head.title}>This link is over</h1>
      <p>It works once and for some minutes.</p>
      <p className={style.other}>
        <Link href={again}>Ask for another</Link>
      </p>
    </EntryPage>
  );
}
