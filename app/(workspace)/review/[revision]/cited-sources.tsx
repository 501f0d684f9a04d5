import type { Compared } from "@/app/(workspace)/_change/compared";
import { SourceAddress, SourceFacts } from "@/app/(workspace)/companies/[ticker]/[period]/source-facts";
import type { Change } from "@/lib/notes/diff";
import { compareLabels, formatLabel, type SourceEntry } from "@/lib/sources/model";
import style from "./cited-sources.module.css";

type CitedSourcesProps = { change: Change; compared: Compared };

/** The documents that a changed item rests on, beside it; one that reads otherwise on the two sides stands as on each. */
export function CitedSources({ change, compared }: CitedSourcesProps) {
  const sources = sourcesOf(change, compared);
  if (sources.length === 0) return null;
  return (
    <ul className={style.sources} aria-label="Sources it cites">
      {sources.map(({ source, side }) => (
        <li key={`${source.label} ${side}`}>
          <span className={style.label}>{formatLabel(source.label)}</span>
          <div>
            <p>
              {source.title ?? <span className="mute">Title not stated</span>}
              {side && <span className="mute">, {side}</span>}
            </p>
            <SourceFacts source={source} />
            <SourceAddress address={source.address} />
          </div>
        </li>
      ))}
    </ul>
  );
}

type Cited = { source: SourceEntry /** where it reads so; null: on both */; side: string | null };

function sourcesOf({ item }: Change, { before, after }: Compared): Cited[] {
  const labels = [...new Set(item.citations.map(({ label }) => label))].sort(compareLabels);
  return labels.flatMap((label): Cited[] => {
    const [was, is] = [before, after].map(({ content }) => content.sources.find((source) => source.label === label));
    const source = is ?? was;
    if (!source) return [];
    if (!was || sameSource(was, source)) return [{ source, side: null }];
    return [
      { source: was, side: before.name },
      { source, side: after.name },
    ];
  });
}

function sameSource(a: SourceEntry, b: SourceEntry): boolean {
  return a.title === b.title && a.kind === b.kind && a.date === b.date && a.address === b.address;
}
