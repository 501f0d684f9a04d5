import { SourceAddress, SourceFacts } from "@/app/(workspace)/companies/[ticker]/[period]/source-facts";
import type { SourceEntry } from "@/lib/sources/model";
import { formatLabel } from "@/lib/sources/model";
import style from "./cited-sources.module.css";

/** The documents that a changed item rests on, beside it. */
export function CitedSources({ sources }: { sources: readonly SourceEntry[] }) {
  if (sources.length === 0) return null;
  return (
    <ul className={style.sources} aria-label="Sources it cites">
      {sources.map((source) => (
        <li key={source.label}>
          <span className={style.label}>{formatLabel(source.label)}</span>
          <div>
            <p>{source.title ?? <span className="mute">Title not stated</span>}</p>
            <SourceFacts source={source} />
            <SourceAddress address={source.address} />
          </div>
        </li>
      ))}
    </ul>
  );
}
