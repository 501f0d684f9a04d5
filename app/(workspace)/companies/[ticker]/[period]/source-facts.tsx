import { ExternalLink } from "lucide-react";
import { formatKindAndDate, isLink, type SourceEntry } from "@/lib/sources/model";
import style from "./source-facts.module.css";

/** Kind and date of a document, as far as they are known. */
export function SourceFacts({ source }: { source: SourceEntry }) {
  return <p className={style.facts}>{formatKindAndDate(source) || "Kind and date not stated"}</p>;
}

export function SourceAddress({ address }: { address: string | null }) {
  if (address === null) return null;
  if (!isLink(address)) return <p className={style.address}>{address}</p>;
  return (
    <p className={style.address}>
      <a href={address} target="_blank" rel="noreferrer noopener">
        {address} <ExternalLink size={12} aria-hidden="true" />
        <span className="vh"> (opens in a new tab)</span>
      </a>
    </p>
  );
}
