"use client";

import { FileText } from "lucide-react";
import { useState } from "react";
import { Empty } from "@/app/_ui/empty";
import table from "@/app/_ui/table.module.css";
import { blockWords, emptied, type GridField, type Place } from "@/lib/guidance/grid";
import { itemsOf } from "@/lib/notes/content";
import { GuidanceHead, GuidanceTally } from "../../../guidance";
import look from "../../../guidance.module.css";
import { Section } from "../../../section";
import { roles } from "../../../table-roles";
import { useDraft } from "../_draft/draft-context";
import { onceShown } from "../_fields/once-shown";
import { AddItem } from "../_items/add-item";
import { itemProps, type SectionProps } from "../_items/item-props";
import { counted } from "../save-state";
import { useGridClipboard } from "./grid-clipboard";
import { stopAt } from "./grid-places";
import style from "./guidance-editor.module.css";
import { GridRow } from "./guidance-row";
import { pasteInto } from "./paste-into";
import { useGrid } from "./use-grid";

/** The guidance table as a spreadsheet: every cell can be written in, copied from and pasted into. */
export function GuidanceEditor(props: SectionProps) {
  const { content } = props;
  const { store, isEditable } = useDraft();
  const rows = itemsOf(content, "guidance_row");
  const { frame, desk, block, open, pick, on, tabStop } = useGrid(rows);
  const [said, setSaid] = useState("");
  useGridClipboard(frame, {
    copied: () => blockWords(block),
    onCopied: (isCut) => {
      setSaid(`${counted(block.rows.length, "row")} ${isCut ? "cut" : "copied"}.`);
      if (isCut) store.do(emptied(block));
    },
    onPaste: (cells, at) => {
      const pasted = pasteInto(store, content, { cells, at, block });
      setSaid(pasted.said);
      if (pasted.reach) showPasted(...pasted.reach);
    },
  });
  const showPasted = (from: Place, to: Place) =>
    onceShown(() => {
      if (frame.current) stopAt(frame.current, from)?.focus();
      pick(from, to);
    });
  const isBlock = block.rows.length > 1 || block.fields.length > 1;
  const pickedIn = (itemId: string): readonly GridField[] =>
    block.rows.some(({ id }) => id === itemId) ? block.fields : [];
  return (
    <Section id="guidance" title="Guidance" aside={rows.length > 0 && <GuidanceTally rows={rows} />}>
      <div ref={frame}>
        {rows.length === 0 ? (
          <NoGuidance isEditable={isEditable} />
        ) : (
          <table
            className={`${table.table} ${table.stack} ${look.guidance} ${style.grid}`}
            {...(isEditable ? { ...on, role: "grid", "aria-multiselectable": true } : roles.table)}
            data-block={isBlock ? "" : undefined}
          >
            {/* The last column has two cells in each row: the change, and the source's own words for it. */}
            <GuidanceHead period={content.period} changeCells={2} />
            <tbody {...roles.group}>
              {rows.map((item) => (
                <GridRow
                  key={item.id}
                  {...itemProps(item, props)}
                  tabStop={tabStop?.itemId === item.id ? tabStop.field : null}
                  picked={pickedIn(item.id).join(" ")}
                  open={open?.itemId === item.id ? open.field : null}
                  opening={open?.opening ?? "end"}
                  desk={desk}
                />
              ))}
            </tbody>
          </table>
        )}
      </div>
      <div className={style.foot}>
        <AddItem section="guidance_row">Add guidance row</AddItem>
        <p role="status">{said}</p>
      </div>
    </Section>
  );
}

/** Takes a table that is pasted as well as the grid does. */
function NoGuidance({ isEditable }: { isEditable: boolean }) {
  const empty = (
    <Empty icon={FileText} title="No guidance in this note yet.">
      {isEditable && "Paste a table here from a spreadsheet or a page, or add a row."}
    </Empty>
  );
  if (!isEditable) return empty;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what has the focus takes what is pasted
    <section aria-label="Paste a table or add a row" tabIndex={0} className={style.empty}>
      {empty}
    </section>
  );
}
