import { MessageSquare } from "lucide-react";
import { Empty } from "@/app/_ui/empty";
import { CommentForm } from "@/app/(workspace)/_comments/comment-form";
import { commentedItem } from "@/app/(workspace)/_comments/commented-item";
import { DetachedThreads } from "@/app/(workspace)/_comments/detached-threads";
import { Threads } from "@/app/(workspace)/_comments/threads";
import type { Member } from "@/lib/comments/mention";
import type { Thread } from "@/lib/comments/queries";
import type { NoteContent } from "@/lib/notes/content";
import style from "./comments.module.css";
import { Section } from "./section";

type CommentsSectionProps = {
  revisionId: string;
  content: NoteContent;
  labels: Map<string, string>;
  threads: readonly Thread[];
  team: readonly Member[];
};

/** What the team says about the note, item by item, and a way to say more. No reader ever gets it. */
export function CommentsSection({ revisionId, content, labels, threads, team }: CommentsSectionProps) {
  const items = content.items.map((item) => commentedItem(item, labels.get(item.id) ?? ""));
  const attached = threads.filter(({ isDetached }) => !isDetached);
  const [first, ...others] = items;
  return (
    <Section id="comments" title="Comments" aside={<span className="sec">Only the team sees them</span>}>
      {threads.length === 0 && (
        <Empty icon={MessageSquare} title="Nobody has commented on this note.">
          {first
            ? "Choose an item below and say what you think of it."
            : "Write an item first: comments hang on items."}
        </Empty>
      )}
      {items.map(({ id, anchor, name }) => {
        const own = attached.filter(({ itemId }) => itemId === id);
        if (own.length === 0) return null;
        return (
          <div key={id} className={style.item}>
            <h3>
              <a href={`#${anchor}`}>{name}</a>
            </h3>
            <Threads threads={own} about={labels.get(id) ?? name} revisionId={revisionId} team={team} />
          </div>
        );
      })}
      <DetachedThreads
        threads={threads.filter(({ isDetached }) => isDetached)}
        labels={labels}
        revisionId={revisionId}
        team={team}
      />
      {first && (
        <div className={style.item}>
          <h3>New comment</h3>
          <CommentForm revisionId={revisionId} items={[first, ...others]} team={team} />
        </div>
      )}
    </Section>
  );
}
