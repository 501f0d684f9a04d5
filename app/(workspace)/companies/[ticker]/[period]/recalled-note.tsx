import { FileX } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Empty } from "@/app/_ui/empty";
import head from "@/app/_ui/head.module.css";
import { formatPeriod } from "@/lib/notes/period";
import type { RecalledNote as RecalledNoteFacts } from "@/lib/notes/recall-queries";
import { Recalls } from "./recalls";

type RecalledNoteProps = {
  note: RecalledNoteFacts;
  /** what was just done */
  notice: ReactNode;
  /** what one can do */
  children: ReactNode;
};

/** In place of a note of which nothing that was published stands. */
export function RecalledNote({ note, notice, children }: RecalledNoteProps) {
  const { company, ticker, period, recalls } = note;
  return (
    <main id="main">
      <p className={head.crumb}>
        <Link className="touch" href={`/companies/${ticker}`} prefetch={false}>
          {company}
        </Link>{" "}
        <span className="mono mute">{ticker}</span>
      </p>
      <h1 className={head.title}>{formatPeriod(period)}, recalled</h1>
      {notice}
      <Empty icon={FileX} title="Nothing of this note stands." action={children}>
        What was published of it was recalled. Do not rely on what it said.
      </Empty>
      <Recalls recalls={recalls} />
    </main>
  );
}
