import type { Item } from "@/lib/notes/content";
import { proseOf } from "@/lib/notes/prose";
import { CitationMark } from "./citation";
import style from "./figures.module.css";
import { CodeOfUnseen } from "./seen";

type FigureTextProps = {
  item: Pick<Item, "citations">;
  /** the field that the text is of; several when neighbouring quarters share it */
  field: string | readonly string[];
  text: string;
  /** set in weight wherever they stand */
  names?: readonly string[];
  /** for a title: marks alone, no weight */
  plain?: boolean;
  /** inside a control: marks that lead nowhere */
  isStill?: boolean;
};

/** A field's text: figures in weight and on one line, citation marks in their places. */
export function FigureText({ item, field, text, names, plain = false, isStill = false }: FigureTextProps) {
  return proseOf(item, field, text, names).map((piece, place) => {
    const key = `${place}`;
    if ("label" in piece) return <CitationMark key={key} label={piece.label} isStill={isStill} />;
    if (piece.weight === "unseen") return <CodeOfUnseen key={key} code={piece.text} />;
    if (plain || !piece.weight) return piece.text;
    return (
      <b key={key} className={style[piece.weight]}>
        {piece.text}
      </b>
    );
  });
}
