import { seenPieces } from "@/lib/notes/unseen";
import style from "./seen.module.css";

/** A text in which every character that would not be seen stands as its number. */
export function Seen({ text }: { text: string }) {
  return seenPieces(text).map((piece, place) => {
    const key = `${place}`;
    return piece.isCode ? <CodeOfUnseen key={key} code={piece.text} /> : piece.text;
  });
}

export function CodeOfUnseen({ code }: { code: string }) {
  return (
    <span className={style.unseen} title="A character that is not seen otherwise">
      {code}
    </span>
  );
}
