import { diffWords } from "@/lib/notes/words";
import style from "./word-diff.module.css";

type WordDiffProps = {
  before: string;
  after: string;
  /** of what is the same, only the words next to a change */
  isShort?: boolean;
};

/** A text as it was and as it is, in one: what went is struck, what came is underlined; both are said. */
export function WordDiff({ before, after, isShort = false }: WordDiffProps) {
  const pieces = diffWords(before, after);
  return pieces.map(({ text, kind }, place) => {
    const key = `${place}`;
    if (kind === "added")
      return (
        <ins key={key} className={style.added}>
          <span className="vh"> added: </span>
          {text}
          <span className="vh"> </span>
        </ins>
      );
    if (kind === "removed")
      return (
        <del key={key} className={style.removed}>
          <span className="vh"> removed: </span>
          {text}
          <span className="vh"> </span>
        </del>
      );
    return isShort ? around(text, place > 0, place < pieces.length - 1) : text;
  });
}

const wordsAround = 6;

/** The words next to a change before it and behind it, with an ellipsis for the others. */
function around(text: string, follows: boolean, leads: boolean): string {
  const words = text.split(/(?<=\s)/);
  const shown = (follows ? wordsAround : 0) + (leads ? wordsAround : 0);
  if (words.length <= shown + 2) return text;
  const begin = follows ? words.slice(0, wordsAround).join("").trimEnd() : "";
  const end = leads ? words.slice(-wordsAround).join("") : "";
  return `${begin}${begin && " "}… ${end}`;
}
