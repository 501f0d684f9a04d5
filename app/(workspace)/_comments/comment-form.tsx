import { randomUUID } from "node:crypto";
import type { Member } from "@/lib/comments/mention";
import { addCommentAction } from "./actions";
import { CommentBox } from "./comment-box";
import type { CommentedItem } from "./commented-item";

type CommentFormProps = {
  revisionId: string;
  /** one of them is what the comment is about */
  items: readonly [CommentedItem, ...CommentedItem[]];
  team: readonly Member[];
};

/** Begins a thread on an item, or on words of it. */
export function CommentForm({ revisionId, items, team }: CommentFormProps) {
  const [only] = items;
  return (
    <CommentBox
      action={addCommentAction}
      fields={{ revisionId, key: randomUUID() }}
      label={items.length === 1 ? `Comment on ${only.name}` : "New comment"}
      button="Comment"
      names={team.map(({ name }) => name)}
      items={items}
    />
  );
}
