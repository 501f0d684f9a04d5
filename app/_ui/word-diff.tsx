import type { ReactNode } from "react";
import { diffWords } from "@/lib/notes/words";
import { CitationMark } from "./citation";
import { Seen } from "./seen";
import style from "./word-diff.module.css";

type WordDiffProps = {
  before: string;
  after: string;
  /** of what is the same, only the words next to a change */
  isShort?: boolean;
  /** marks that stand in the text as it is, in its order */
  marks?: readonly Mark[];
};

type Mark = { offset: number; label: string };

/** A text as it was and as it is, in one: what went is struck, what came is underlined; both are said. */
export function WordDiff({ before, after, isShort = false, marks = [] }: WordDiffProps) {
  const pieces = diffWords(before, after);
  let at = 0;
  return pieces.map(({ text, kind }, place) => {
    const key = `${place}`;
    const from = at;
    if (kind !== "removed") at += text.length;
    const own = marks.filter(({ offset }) => (offset > from || from === 0) && offset <= at);
    if (kind === "added")
      return (
        <ins key={key} className={style.added}>
          <span className="vh"> added: </span>
          {withMarks(text, from, own)}
          <span className="vh"> </span>
        </ins>
      );
    if (kind === "removed")
      return (
        <del key={key} className={style.removed}>
          <span className="vh"> removed: </span>
          <Seen text={text} />
          <span className="vh"> </span>
        </del>
      );
    if (!isShort) return withMarks(text, from, own);
    return <Seen key={key} text={around(text, place > 0, place < pieces.length - 1)} />;
  });
}

/** A stretch of the text that begins at `from`, with the marks that stand in it. */
function withMarks(text: string, from: number, marks: readonly Mark[]): ReactNode[] {
  let at = 0;
  const pieces = marks.flatMap(({ offset, label }): ReactNode[] => {
    const words = text.slice(at, offset - from);
    at = offset - from;
    return [
      <Seen key={`before ${offset} ${label}`} text={words} />,
      "\u00a0",
      <CitationMark key={`${offset} ${label}`} label={label} isStill />,
    ];
  });
  return [...pieces, <Seen key="end" text={text.slice(at)} />];
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

type WordSideProps = { before: string; after: string; side: "before" | "after" };

/** One of two texts that stand side by side, with what it has alone; where the other only has more, a mark says so. */
export function WordSide({ before, after, side }: WordSideProps) {
  const own = side === "before" ? "removed" : "added";
  const pieces = diffWords(before, after);
  return pieces.map(({ text, kind }, place) => {
    const key = `${place}`;
    if (kind === "same") return <Seen key={key} text={text} />;
    if (kind !== own) {
      const isOnlyAdded = side === "before" && pieces[place - 1]?.kind !== "removed";
      return isOnlyAdded ? <span key={key} className={style.insertion} aria-hidden="true" /> : null;
    }
    const Piece = kind === "added" ? "ins" : "del";
    return (
      <Piece key={key} className={style[kind]}>
        <span className="vh"> {kind}: </span>
        <Seen text={text} />
        <span className="vh"> </span>
      </Piece>
    );
  });
}
