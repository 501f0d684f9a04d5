import { Seen } from "@/app/_ui/seen";
import { type Member, mentionsIn } from "@/lib/comments/mention";
import style from "./threads.module.css";

/** What a comment says; whom it calls on is set apart. */
export function CommentText({ text, mentioned }: { text: string; mentioned: readonly Member[] }) {
  const mentions = mentionsIn(text, mentioned).filter(({ isClear }) => isClear);
  const rest = text.slice(mentions.at(-1)?.end ?? 0);
  return (
    <p className={style.text}>
      {mentions.map(({ start, end }, place) => (
        <span key={start}>
          <Seen text={text.slice(mentions[place - 1]?.end ?? 0, start)} />
          <b className={style.mention}>{text.slice(start, end)}</b>
        </span>
      ))}
      <Seen text={rest} />
    </p>
  );
}
