import { FigureText } from "@/app/_ui/figures";
import { Unstated } from "@/app/_ui/unstated";
import type { NoteContent } from "@/lib/notes/content";
import { AnalystsTable } from "./analysts-table";
import cited from "./cited.module.css";
import { roles } from "./table-roles";

type AnalystsProps = { content: NoteContent; labels: Map<string, string>; accepted: ReadonlySet<string> };

export function AnalystsSection({ content, labels, accepted }: AnalystsProps) {
  return (
    <AnalystsTable
      content={content}
      row={(item) => (
        <tr
          className={cited.row}
          key={item.id}
          id={labels.get(item.id)}
          data-item="the analysts"
          data-accepted={accepted.has(item.id) || undefined}
          {...roles.row}
        >
          <th {...roles.rowHead}>
            <FigureText item={item} field="name" text={item.fields.name} plain />
          </th>
          <td {...roles.cell}>
            {item.fields.firm === null ? (
              <Unstated />
            ) : (
              <FigureText item={item} field="firm" text={item.fields.firm} plain />
            )}
          </td>
        </tr>
      )}
    />
  );
}
