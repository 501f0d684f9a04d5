import type { ReactNode } from "react";
import { Pips } from "@/app/_ui/risk";
import { WordDiff, WordSide } from "@/app/_ui/word-diff";
import { capitalised } from "@/lib/notes/capitalised";
import { fieldName } from "@/lib/notes/change-words";
import type { Change, FieldChange } from "@/lib/notes/diff";
import type { Severity } from "@/lib/risks/assessment";
import { type Compared, citedDocuments, citesTheSame, fieldsOf, placesOf } from "./compared";
import { FieldAlone, FieldSide, FieldWords } from "./field-words";

export type Row = { key: string; name: string; together: ReactNode; before: ReactNode; after: ReactNode };

/** What differs, a row each: in one, and as it stands on either side. */
export function rowsOf(change: Change, compared: Compared): Row[] {
  const { fields, isAlone } = fieldsOf(change);
  const side = (field: FieldChange, which: "before" | "after") => (
    <>
      {field.field === "assessment.severity" && field[which] !== null && (
        <>
          <Pips severity={field[which] as Severity} />{" "}
        </>
      )}
      <FieldSide change={field} side={which} none="nothing" />
    </>
  );
  const rows = fields.map((field): Row => {
    return {
      key: field.field,
      name: rowName(change, field),
      together: isAlone ? <FieldAlone change={field} /> : <FieldWords change={field} />,
      before: side(field, "before"),
      after: side(field, "after"),
    };
  });
  // Marks that only went along with the words around them are no news.
  const cites = change.part === "place" ? null : change.citations;
  if (cites && (fields.length === 0 || !citesTheSame(cites.before, cites.after))) rows.push(citedRow(cites));
  if (change.part === "place" && change.change === "moved" && change.order) {
    const { was, is } = placesOf(change, compared);
    const together = `Moved: it stood ${was}, and stands ${is} now. Nothing of it was deleted.`;
    rows.push({ key: "place", name: "Place", together, before: was, after: is });
  }
  return rows;
}

/** `Previous`; under the heading of a rating, `Severity`. */
export function rowName({ part }: Change, { field }: FieldChange): string {
  return capitalised(fieldName(part === "assessment" ? field.replace(/^assessment\./, "") : field));
}

function citedRow({ before, after }: NonNullable<Extract<Change, { part: "text" }>["citations"]>): Row {
  const [was, is] = [citedDocuments(before), citedDocuments(after)];
  const row = { key: "citations", name: "Sources cited" };
  if (was === is) return { ...row, together: `${is}, at other words`, before: was, after: `${is}, at other words` };
  return {
    ...row,
    together: <WordDiff before={was} after={is} />,
    before: was ? <WordSide before={was} after={is} side="before" /> : <span className="mute">none</span>,
    after: is ? <WordSide before={was} after={is} side="after" /> : <span className="mute">none</span>,
  };
}
