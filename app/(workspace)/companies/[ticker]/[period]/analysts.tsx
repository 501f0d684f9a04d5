import { FigureText } from "@/app/_ui/figures";
import { Unstated } from "@/app/_ui/unstated";
import type { NoteContent } from "@/lib/notes/content";
import { AnalystsTable } from "./analysts-table";
import { roles } from "./table-roles";

export function AnalystsSection({ content, labels }: { content: NoteContent; labels: Map<string, string> }) {
  return (
    <AnalystsTable
      content={content}
      row={(item) => (
        <tr key={item.id} id={labels.get(item.id)} data-item="the analysts" {...roles.row}>
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
