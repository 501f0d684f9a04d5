import { MessageSquare } from "lucide-react";
import button from "@/app/_ui/button.module.css";
import { CommentForm } from "@/app/(workspace)/_comments/comment-form";
import { commentedItem } from "@/app/(workspace)/_comments/commented-item";
import type { Member } from "@/lib/comments/mention";
import type { Change } from "@/lib/notes/diff";
import style from "./comment-on-change.module.css";

type CommentOnChangeProps = {
  change: Change;
  number: number;
  /** of its item */
  label: string;
  revisionId: string;
  team: readonly Member[];
};

/** Begins a thread on the item of a change, or on words of it. */
export function CommentOnChange({ change, number, label, revisionId, team }: CommentOnChangeProps) {
  return (
    <details className={style.comment}>
      <summary className={`${button.button} ${button.small} ${button.quiet}`} aria-keyshortcuts="C" data-comment="">
        <MessageSquare size={14} aria-hidden="true" />
        Comment<span className="vh"> on change {number}</span>
      </summary>
      <CommentForm revisionId={revisionId} items={[commentedItem(change.item, label, `c${number}`)]} team={team} />
    </details>
  );
}
