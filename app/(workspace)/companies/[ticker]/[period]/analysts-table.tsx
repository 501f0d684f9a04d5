import { Users } from "lucide-react";
import type { ReactNode } from "react";
import { Empty } from "@/app/_ui/empty";
import table from "@/app/_ui/table.module.css";
import { type ItemOf, itemsOf, type NoteContent } from "@/lib/notes/content";
import { Section } from "./section";
import { roles } from "./table-roles";

type AnalystsTableProps = {
  content: NoteContent;
  /** what is said beside that there are none */
  hint?: ReactNode;
  row: (item: ItemOf<"covering_analyst">) => ReactNode;
  /** what stands below */
  children?: ReactNode;
};

/** The section of the covering analysts, for those who read and those who write. */
export function AnalystsTable({ content, hint, row, children }: AnalystsTableProps) {
  const analysts = itemsOf(content, "covering_analyst");
  return (
    <Section id="analysts" title="Covering analysts">
      {analysts.length === 0 ? (
        <Empty icon={Users} title="None recorded.">
          {hint ?? "This note names no covering analysts."}
        </Empty>
      ) : (
        <table className={table.table} {...roles.table}>
          <caption className="vh">Covering analysts and their firms</caption>
          <thead {...roles.group}>
            <tr {...roles.row}>
              <th {...roles.columnHead}>Name</th>
              <th {...roles.columnHead}>Firm</th>
            </tr>
          </thead>
          <tbody {...roles.group}>{analysts.map(row)}</tbody>
        </table>
      )}
      {children}
    </Section>
  );
}
