import { randomUUID } from "node:crypto";
import { Check } from "lucide-react";
import { Day, Moment } from "@/app/_ui/day";
import { Initials } from "@/app/_ui/initials";
import { Seen } from "@/app/_ui/seen";
import type { Member } from "@/lib/comments/mention";
import type { Comment, Thread } from "@/lib/comments/queries";
import { reopenAction, replyAction, resolveAction } from "./actions";
import { CommentBox } from "./comment-box";
import { CommentText } from "./comment-text";
import { ThreadAct } from "./thread-act";
import style from "./threads.module.css";

type ThreadsProps = {
  threads: readonly Thread[];
  /** what they are about, as it is said: `R2` */
  about: string;
  /** the revision that is open */
  revisionId: string;
  team: readonly Member[];
};

/** What is said beside one item, each thread with its answers; a resolved one is folded. */
export function Threads({ threads, about, ...rest }: ThreadsProps) {
  if (threads.length === 0) return null;
  return (
    <ul className={style.threads} aria-label={`Comments on ${about}`}>
      {threads.map((thread) => (
        <li key={thread.id}>
          <ThreadEntry thread={thread} about={about} {...rest} />
        </li>
      ))}
    </ul>
  );
}

type ThreadEntryProps = Omit<ThreadsProps, "threads"> & { thread: Thread };

/** Every part keeps its place when the thread is resolved or reopened, so that the focus stays on the button for it. */
export function ThreadEntry({ thread, about, revisionId, team }: ThreadEntryProps) {
  const { id, words, comments, resolved, isDetached } = thread;
  const name = `the thread of ${comments[0].by} on ${about}`;
  const fields = { commentId: id };
  return (
    <article className={style.thread} id={`thread-${id}`} aria-label={`Thread of ${comments[0].by} on ${about}`}>
      {words && (
        <blockquote className={isDetached ? `${style.quote} ${style.gone}` : style.quote}>
          <span className="vh">On the words: </span>
          <Seen text={words.quote} />
        </blockquote>
      )}
      {resolved ? (
        <details className={style.resolved}>
          <summary>
            <Check size={16} aria-hidden="true" />
            <span>
              Resolved by {resolved.by}, <Day at={resolved.at} />: {comments.length}{" "}
              {comments.length === 1 ? "comment" : "comments"} of {writersOf(comments)}
            </span>
          </summary>
          <CommentList comments={comments} />
        </details>
      ) : (
        <CommentList comments={comments} />
      )}
      <div className={style.acts}>
        {resolved ? null : (
          <details className={style.reply}>
            <summary>
              Reply<span className="vh"> in {name}</span>
            </summary>
            <CommentBox
              action={replyAction}
              fields={{ ...fields, revisionId, key: randomUUID() }}
              label={`Your reply in ${name}`}
              button="Send reply"
              names={team.map((member) => member.name)}
            />
          </details>
        )}
        <ThreadAct action={resolved ? reopenAction : resolveAction} fields={fields}>
          {resolved ? "Reopen" : "Resolve"}
          <span className="vh"> {name}</span>
        </ThreadAct>
      </div>
    </article>
  );
}

function CommentList({ comments }: { comments: readonly Comment[] }) {
  return (
    <ol className={style.comments}>
      {comments.map(({ id, by, at, text, mentioned }) => (
        <li key={id}>
          <p className={style.head}>
            <Initials name={by} /> <b>{by}</b> <Moment at={at} />
          </p>
          <CommentText text={text} mentioned={mentioned} />
        </li>
      ))}
    </ol>
  );
}

function writersOf(comments: readonly Comment[]): string {
  return [...new Set(comments.map(({ by }) => by))].join(", ");
}
