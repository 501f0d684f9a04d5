import { MessageSquare } from "lucide-react";
import { Threads } from "@/app/(workspace)/_comments/threads";
import type { Member } from "@/lib/comments/mention";
import style from "./item-threads.module.css";
import type { Said } from "./said";

type ItemThreadsProps = {
  said: Said;
  itemId: string;
  /** of the change that they are shown under */
  number: number;
  /** `R2` */
  about: string;
  revisionId: string;
  team: readonly Member[];
};

/** What is said of a changed item, once: under its other changes a line leads there. */
export function ItemThreads({ said, itemId, number, about, ...rest }: ItemThreadsProps) {
  const threads = said.threadsOf.get(itemId) ?? [];
  if (threads.length === 0) return null;
  const first = said.numberOf.get(itemId);
  if (first === number) {
    return (
      <div className={style.threads}>
        <Threads threads={threads} about={about} {...rest} />
      </div>
    );
  }
  const count = threads.reduce((sum, { comments }) => sum + comments.length, 0);
  return (
    <p className={style.elsewhere}>
      <MessageSquare size={14} aria-hidden="true" />
      <a href={`#c${first}`}>
        {count === 1 ? "1 comment" : `${count} comments`} on {about}, with change {first}
      </a>
    </p>
  );
}
