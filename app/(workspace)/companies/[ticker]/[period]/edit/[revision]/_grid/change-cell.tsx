"use client";

import { ChevronDown } from "lucide-react";
import { type KeyboardEvent, useRef } from "react";
import { ChangeChip } from "@/app/_ui/change";
import { FigureText } from "@/app/_ui/figures";
import { WordDiff } from "@/app/_ui/word-diff";
import { changes, formatChange, ownWords } from "@/lib/guidance/change";
import type { GuidanceRow } from "@/lib/guidance/grid";
import { changeByLetters } from "@/lib/guidance/letters";
import { capitalised } from "@/lib/notes/capitalised";
import look from "../../../guidance.module.css";
import { useDraft, useKept } from "../_draft/draft-context";
import { stateOf } from "../_fields/field-foot";
import { marksIn } from "../_fields/mark-list";
import select from "../_fields/select-field.module.css";
import { readersText } from "../_fields/text-box";
import style from "./change-cell.module.css";
import { CellBody, type CellProps, useCellRole } from "./grid-cell";
import gridStyle from "./grid-cell.module.css";
import { isShowing } from "./grid-places";

/** The change as its chip, over which lies the closed list: by mouse, or by first letters on the cell. */
export function ChangeCell({ item, was, name, isTabStop, isPicked }: Omit<CellProps, "opening" | "desk" | "field">) {
  const { store, isEditable } = useDraft();
  const { kept, isSending } = useKept(item.id, "change");
  const { change } = item.fields;
  const before = was?.kind === "guidance_row" && was.fields.change !== change ? was.fields.change : undefined;
  const typed = useRef({ letters: "", at: 0 });
  const onKeyDown = (event: KeyboardEvent<HTMLSelectElement>) => {
    if (isShowing(event.currentTarget) || event.altKey || event.ctrlKey || event.metaKey) return;
    const isLater = event.timeStamp - typed.current.at > 1_000;
    const begun = isLater ? "" : typed.current.letters;
    if (event.key === "Enter" || event.key === "F2" || (event.key === " " && begun === "")) {
      event.preventDefault();
      event.currentTarget.showPicker?.();
    }
    if (event.key.startsWith("Page")) event.preventDefault(); // a browser would choose by it
    if (event.key.length !== 1 || (event.key === " " && begun === "")) return;
    event.preventDefault();
    if (isLater) store.leave(); // letters that belong together are one edit
    typed.current = { letters: begun + event.key, at: event.timeStamp };
    const chosen = changeByLetters(typed.current.letters, change);
    if (chosen !== undefined) store.type(item.id, "change", chosen);
  };
  const { tabIndex, ...cell } = useCellRole({ field: "change", isTabStop, isPicked });
  return (
    <>
      <span className={`${select.face} ${style.change} ${kept?.conflict ? select.isConflict : ""}`} {...cell}>
        <span className={select.drawn} aria-hidden={isEditable}>
          <ChangeChip change={change} />
          {isEditable && <ChevronDown size={12} />}
        </span>
        {isEditable && (
          <select
            aria-label={name}
            tabIndex={tabIndex}
            value={change ?? ""}
            onKeyDown={onKeyDown}
            onChange={({ target }) =>
              store.do([{ op: "set", itemId: item.id, field: "change", value: target.value || null }])
            }
          >
            {[...changes, null].map((each) => (
              <option key={each} value={each ?? ""}>
                {capitalised(formatChange(each))}
              </option>
            ))}
          </select>
        )}
        {kept && <span className={gridStyle.state}>{stateOf(kept, isSending)}</span>}
      </span>
      {before !== undefined && (
        <span className={style.was}>
          was <del>{formatChange(before)}</del>
        </span>
      )}
    </>
  );
}

/** The source's own words for the change, where they say more than its name; the other cell of the last column. */
export function OwnWordsCell(props: CellProps) {
  const { item, was } = props;
  const own = ownWords(item.fields, item.citations);
  const isBare = own === null && readersText({ item, was, field: "changeText" }) === null && props.opening === null;
  return (
    <div
      className={`${look.ownWords} ${gridStyle.cell} ${style.words} ${isBare ? style.bare : ""}`}
      {...useCellRole(props)}
    >
      <CellBody {...props}>
        <OwnWords item={item} was={was} />
      </CellBody>
    </div>
  );
}

function OwnWords({ item, was }: { item: GuidanceRow; was: CellProps["was"] }) {
  const { changeText } = item.fields;
  const before = readersText({ item, was, field: "changeText" });
  if (before !== null) return <WordDiff before={before} after={changeText ?? ""} marks={marksIn(item, "changeText")} />;
  if (ownWords(item.fields, item.citations) === null && !changeText) return "The source’s own words";
  return <FigureText item={item} field="changeText" text={changeText ?? ""} plain isStill />;
}
