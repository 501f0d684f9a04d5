import { formatLabel } from "@/lib/sources/model";
import style from "./citation.module.css";

/** Where the entry of a document stands in the page; safe in an id and in an address. */
export function sourceAnchor(label: string): string {
  return `doc-${encodeURIComponent(label)}`;
}

type CitationMarkProps = { label: string; isStill?: boolean };

/**
 * The mark of a document in a sentence: leads to its entry, or (`isStill`) only names it. `aria-current` while the entry
 * is shown beside the text.
 */
export function CitationMark({ label, isStill = false }: CitationMarkProps) {
  if (isStill) return <span className={style.mark}>{formatLabel(label)}</span>;
  return (
    <a className={style.mark} href={`#${sourceAnchor(label)}`}>
      {formatLabel(label)}
    </a>
  );
}

/** What a takeaway says that rests on nothing. */
export function NoSource() {
  return (
    <span className={style.none}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <circle cx="12" cy="12" r="8" />
      </svg>
      No source cited
    </span>
  );
}
