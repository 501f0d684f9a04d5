import Link from "next/link";
import { DetachedThreads } from "@/app/(workspace)/_comments/detached-threads";
import type { Member } from "@/lib/comments/mention";
import style from "./item-threads.module.css";
import type { Said } from "./said";

type OtherThreadsProps = {
  said: Said;
  labels: ReadonlyMap<string, string>;
  /** where the whole revision is, with what is said of every item */
  whole: string;
  revisionId: string;
  team: readonly Member[];
};

/** What is said beside the changes: on words that are gone, and on what is left as it was. */
export function OtherThreads({ said, whole, ...rest }: OtherThreadsProps) {
  const { detached, elsewhere, numberOf } = said;
  const anchors = new Map([...numberOf].map(([itemId, number]) => [itemId, `c${number}`]));
  return (
    <>
      <DetachedThreads threads={detached} anchors={anchors} {...rest} />
      {elsewhere > 0 && (
        <p className={style.elsewhere}>
          <Link href={`${whole}#comments`} prefetch={false}>
            {elsewhere === 1 ? "1 thread is" : `${elsewhere} threads are`} about what this revision leaves as it was
          </Link>
        </p>
      )}
    </>
  );
}
