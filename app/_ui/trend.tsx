import type { TrendTag as Tag } from "@/lib/topics/model";
import glyph from "./glyph.module.css";
import style from "./trend.module.css";

const shapes: Record<Tag, string | null> = {
  recurring: null,
  new: "M12 5v14M5 12h14",
  emerging: "M6 18 18 6M9 6h9v9",
  dropped: "M5 12h14",
};

const words: Record<Tag, string> = {
  recurring: "Recurring",
  new: "New",
  emerging: "Emerging",
  dropped: "Dropped",
};

export function TrendTag({ tag }: { tag: Tag }) {
  const shape = shapes[tag];
  return (
    <span className={`${style.tag} ${style[tag]}`}>
      {shape && (
        <svg className={glyph.glyph} viewBox="0 0 24 24" aria-hidden="true">
          <path d={shape} />
        </svg>
      )}
      {words[tag]}
    </span>
  );
}
