import { TriangleAlert } from "lucide-react";
import bar from "@/app/_ui/bar.module.css";
import button from "@/app/_ui/button.module.css";
import { outcomeOf } from "./blocking";
import type { PageState } from "./page-state";
import style from "./save-bar.module.css";

type SaveBarProps = { page: PageState; isPending: boolean; hasScripts: boolean };

/** How far the text is from a draft, and the way there. */
export function SaveBar({ page, isPending, hasScripts }: SaveBarProps) {
  const { block, gone, kept } = page;
  const isBlocked = hasScripts && (block !== null || isPending);
  return (
    <section className={bar.bar} aria-label="Import">
      <div className={`page ${bar.row} ${style.row}`}>
        <span className={bar.count} role="status">
          {isPending ? "Saving…" : (block?.count ?? "Ready to save")}
        </span>
        <span className={`${bar.reason} ${style.reason}`} id="reason">
          {block && <TriangleAlert size={16} aria-hidden="true" />}
          {block?.reason ?? outcomeOf(page.target)}
        </span>
        <div className={style.actions}>
          {gone && <span className={style.gone}>{gone}.</span>}
          {hasScripts && (gone || kept.text !== "") && (
            <button
              type="button"
              className={`${button.button} ${button.quiet}`}
              onClick={gone ? page.undo : page.clear}
            >
              {gone ? "Bring it back" : "Clear"}
            </button>
          )}
          <button
            type="submit"
            className={`${button.button} ${isBlocked ? "" : button.primary}`}
            aria-disabled={isBlocked}
            aria-describedby="reason"
          >
            Save as draft
          </button>
        </div>
      </div>
    </section>
  );
}
