import { TriangleAlert } from "lucide-react";
import { Moment } from "@/app/_ui/day";
import type { Recall } from "@/lib/notes/recall-queries";
import style from "./recalls.module.css";

/** What of the note was taken back, by whom, when and why; newest first. */
export function Recalls({ recalls }: { recalls: Recall[] }) {
  if (recalls.length === 0) return null;
  return (
    <section className={style.recalls} aria-label="Recalled">
      {recalls.map(({ number, by, at, reason }) => (
        <p key={number}>
          <TriangleAlert size={16} aria-hidden="true" />
          <span>
            <b>r{number} was recalled</b> by {by} on <Moment at={at} />: <span className={style.reason}>{reason}</span>
          </span>
        </p>
      ))}
    </section>
  );
}
