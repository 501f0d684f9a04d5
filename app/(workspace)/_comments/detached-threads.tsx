import { Unlink } from "lucide-react";
import type { Member } from "@/lib/comments/mention";
import type { Thread } from "@/lib/comments/queries";
import { formatKind } from "@/lib/notes/kind";
import { ThreadEntry } from "./threads";
import style from "./threads.module.css";

type DetachedThreadsProps = {
  threads: readonly Thread[];
  /** by item id, as it is called on the page; an item that is gone has none */
  labels: ReadonlyMap<string, string>;
  /** by item id, where it stands on the page; none: under its label */
  anchors?: ReadonlyMap<string, string>;
  revisionId: string;
  team: readonly Member[];
};

/** Threads whose words are gone, or whose item is, with what they were about. Nothing that reads alike takes its place. */
export function DetachedThreads({ threads, labels, anchors, ...rest }: DetachedThreadsProps) {
  if (threads.length === 0) return null;
  return (
    <section className={style.detached} aria-labelledby="detached">
      <h3 id="detached">Detached</h3>
      <ul className={style.threads}>
        {threads.map((thread) => {
          const label = labels.get(thread.itemId);
          const anchor = anchors ? anchors.get(thread.itemId) : label;
          const about = label ?? `a ${formatKind(thread.itemKind)} that is gone`;
          return (
            <li key={thread.id}>
              <p className={style.lost}>
                <Unlink size={16} aria-hidden="true" />
                {label ? (
                  <span>
                    On {anchor ? <a href={`#${anchor}`}>{label}</a> : label}: these words are not in this revision.
                  </span>
                ) : (
                  <span>
                    On {thread.words ? "these words of " : ""}a {formatKind(thread.itemKind)} that is not in this
                    revision.
                  </span>
                )}
              </p>
              <ThreadEntry thread={thread} about={about} {...rest} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
