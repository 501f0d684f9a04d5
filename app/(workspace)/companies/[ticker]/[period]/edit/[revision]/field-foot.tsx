import { Undo2 } from "lucide-react";
import style from "./field-foot.module.css";
import type { Kept } from "./kept";

type FieldFootProps = {
  length: number;
  lengthMax: number;
  kept: Kept | null;
  isSending: boolean;
  /** the words that readers have, where they differ */
  readers: string | null;
  onRevert: (text: string) => void;
};

/** Under a field that is open: back to what readers have, how much room is left, and whether it is saved. */
export function FieldFoot({ length, lengthMax, kept, isSending, readers, onRevert }: FieldFootProps) {
  const isNear = length > lengthMax * 0.8;
  return (
    <div className={style.foot}>
      {readers !== null && (
        <button type="button" onClick={() => onRevert(readers)}>
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

function stateOf(kept: Kept | null, isSending: boolean): string {
  if (!kept) return "Saved";
  if (kept.conflict) return "Conflict";
  if (kept.problem) return "Not saved";
  return isSending ? "Saving" : "Unsaved";
}
