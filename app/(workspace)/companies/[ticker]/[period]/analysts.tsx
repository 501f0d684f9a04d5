import { Users } from "lucide-react";
import { Empty } from "@/app/_ui/empty";
import { FigureText } from "@/app/_ui/figures";
import table from "@/app/_ui/table.module.css";
import { Unstated } from "@/app/_ui/unstated";
import { itemsOf, type NoteContent } from "@/lib/notes/content";
import { Section } from "./section";
import { roles } from "./table-roles";

export function AnalystsSection({ content, labels }: { content: NoteContent; labels: Map<string, string> }) {
  const analysts = itemsOf(content, "covering_analyst");
  if (analysts.length === 0)
    return (
      <Section id="analysts" title="Covering analysts">
        <Empty icon={Users} title="None recorded.">
          This note names no covering analysts.
        </Empty>
      </Section>
    );
  return (
    <Section id="analysts" title="Covering analysts">
      <table className={table.table} {...roles.table}>
        <caption className="vh">Covering analysts and their firms</caption>
        <thead {...roles.group}>
          <tr {...roles.row}>
            <th {...roles.columnHead}>Name</th>
            <th {...roles.columnHead}>Firm</th>
          </tr>
        </thead>
        <tbody {...roles.group}>
          {analysts.map((item) => (
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
          ))}
        </tbody>
      </table>
    </Section>
  );
}
