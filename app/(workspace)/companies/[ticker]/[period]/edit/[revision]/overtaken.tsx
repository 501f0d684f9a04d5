import Link from "next/link";
import type { DraftView } from "@/lib/notes/editor-queries";
import { notePath } from "./editor-masthead";
import style from "./state-notice.module.css";

/** That a revision came out which this draft does not know of, and the way to bring it in. */
export function Overtaken({ view }: { view: DraftView }) {
  const { newer, base } = view;
  if (!newer) return null;
  return (
    <section className={style.notice} aria-label="Published meanwhile">
      <p>
        <b>
          r{newer.number} came out since this draft was begun{base ? ` on r${base.number}` : ""}.
        </b>{" "}
        It cannot be submitted before it has in it what readers see now. Nothing that you wrote is lost by that.
      </p>
      <MergeLink view={view} />
    </section>
  );
}

export function MergeLink({ view: { id, content, newer } }: { view: DraftView }) {
  return (
    <Link href={`${notePath(content)}/edit/${id}/merge`} prefetch={false}>
      Bring it up to date{newer && ` with r${newer.number}`}
    </Link>
  );
}
