import { FileText } from "lucide-react";
import { sourceAnchor } from "@/app/_ui/citation";
import { Empty } from "@/app/_ui/empty";
import { formatLabel, type SourceEntry } from "@/lib/sources/model";
import { Section } from "./section";
import { SourceAddress, SourceFacts } from "./source-facts";
import style from "./sources.module.css";

/** The documents of the note; each leads to its entry beside the text. */
export function SourcesSection({ sources }: { sources: SourceEntry[] }) {
  return (
    <Section id="sources" title="Sources">
      {sources.length === 0 ? (
        <Empty icon={FileText} title="No source is recorded for this note.">
          Every statement in it stands without one.
        </Empty>
      ) : (
        <ul className={style.sources}>
          {sources.map((source) => (
            <li key={source.label}>
              <a className={style.label} href={`#${sourceAnchor(source.label)}`}>
                {formatLabel(source.label)}
              </a>
              <div>
                <p className={style.title}>{source.title ?? <span className="mute">Title not stated</span>}</p>
                <SourceFacts source={source} />
                <SourceAddress address={source.address} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
