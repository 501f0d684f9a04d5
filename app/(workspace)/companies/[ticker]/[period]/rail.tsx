import { FileText } from "lucide-react";
import { sourceAnchor } from "@/app/_ui/citation";
import { Empty } from "@/app/_ui/empty";
import type { Item, NoteContent } from "@/lib/notes/content";
import { citedBy } from "@/lib/notes/labels";
import { formatLabel } from "@/lib/sources/model";
import { CitedSource } from "./cited-source";
import style from "./rail.module.css";
import { SourceEntryBody } from "./source-entry";

/** What the note rests on, beside it: the documents and who cites them. */
export function Rail({ content, labels }: { content: NoteContent; labels: Map<string, string> }) {
  const cited = citedBy(content);
  const byLabel = new Map<string, Item>(content.items.map((item) => [labels.get(item.id) ?? "", item]));
  return (
    <aside className={style.rail} aria-label="Cited sources">
      {content.sources.length === 0 ? (
        <>
          <h2 className={style.title}>Cited source</h2>
          <Empty icon={FileText} title="No document is cited in this note." />
        </>
      ) : (
        <CitedSource
          entries={content.sources.map((source) => ({
            anchor: sourceAnchor(source.label),
            name: formatLabel(source.label),
            body: (
              <SourceEntryBody
                source={source}
                citers={(cited.get(source.label) ?? []).flatMap((label) => {
                  const item = byLabel.get(label);
                  return item ? [{ label, item }] : [];
                })}
              />
            ),
          }))}
        />
      )}
    </aside>
  );
}
