import { Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import button from "@/app/_ui/button.module.css";
import type { Kept } from "../_draft/kept";
import style from "./field-foot.module.css";

type FieldFootProps = {
  length: number;
  lengthMax: number;
  kept: Kept | null;
  isSending: boolean;
  /** back to the words that readers have; null where they have the same, or none */
  onRevert: (() => void) | null;
  /** what else can be done with the field */
  children?: ReactNode;
};

/** Under a field that is open: what can be done with it, how much room is left, and whether it is saved. */
export function FieldFoot({ length, lengthMax, kept, isSending, onRevert, children }: FieldFootProps) {
  const isNear = length > lengthMax * 0.8;
  return (
    <div className={style.foot}>
      {children}
      {onRevert && (
        <button type="button" className={button.tool} onClick={onRevert}>
          <Undo2 size={12} aria-hidden="true" />
          Revert
        </button>
      )}
      {isNear && (
        <span className={length > lengthMax ? style.over : undefined} role="status">
          {length.toLocaleString("en")} of {lengthMax.toLocaleString("en")} characters
        </span>
      )}
      <span className={style.state} role="status">
        {stateOf(kept, isSending)}
      </span>
    </div>
  );
}

/** Whether a field is saved, in a word. */
export function stateOf(kept: Kept | null, isSending: boolean): string {
  if (!kept) return "Saved";
  if (kept.conflict) return "Conflict";
  if (kept.problem) return "Not saved";
  return isSending ? "Saving" : "Unsaved";
}
