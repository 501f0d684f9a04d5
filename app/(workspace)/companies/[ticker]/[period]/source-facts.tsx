import { ExternalLink } from "lucide-react";
import { formatDay } from "@/lib/notes/day";
import type { SourceEntry, SourceKind } from "@/lib/sources/model";
import style from "./source-facts.module.css";

const kindWords: Record<SourceKind, string> = {
  transcript: "Transcript",
  release: "Release",
  filing: "Filing",
  presentation: "Presentation",
  mail: "Mail",
};

/** Kind and date of a document, as far as they are known. */
export function SourceFacts({ source: { kind, date } }: { source: SourceEntry }) {
  const facts = [kind && kindWords[kind], date && formatDay(date)].filter(Boolean);
  return <p className={style.facts}>{facts.join(", ") || "Kind and date not stated"}</p>;
}

/** Only an http or https address becomes a link. */
export function SourceAddress({ address }: { address: string | null }) {
  if (address === null) return null;
  if (!/^https?:\/\//i.test(address)) return <p className={style.address}>{address}</p>;
  return (
    <p className={style.address}>
      <a href={address} target="_blank" rel="noreferrer noopener">
        {address} <ExternalLink size={12} aria-hidden="true" />
        <span className="vh"> (opens in a new tab)</span>
      </a>
    </p>
  );
}
