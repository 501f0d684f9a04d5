import { capitalised } from "@/lib/notes/capitalised";
import { trendGlyphs } from "@/lib/topics/glyph";
import type { TrendTag as Tag } from "@/lib/topics/model";
import glyph from "./glyph.module.css";
import style from "./trend.module.css";

export function TrendTag({ tag }: { tag: Tag }) {
  const path = trendGlyphs[tag];
  return (
    <span className={`${style.tag} ${style[tag]}`}>
      {path && (
        <svg className={glyph.glyph} viewBox="0 0 24 24" aria-hidden="true">
          <path d={path} />
        </svg>
      )}
      {capitalised(tag)}
    </span>
  );
}
