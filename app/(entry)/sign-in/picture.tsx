import { ChangeChip } from "@/app/_ui/change";
import type { Change } from "@/lib/guidance/change";
import style from "./picture.module.css";

const rows: [string, Change][] = [
  ["Revenue growth", "raised"],
  ["Adjusted gross margin", "maintained"],
  ["Capital expenditure", "lowered"],
  ["Orders booked for next year", "initiated"],
  ["Start of the second line", "withdrawn"],
  ["Operating margin", "met"],
  ["Share buyback", "not_addressed"],
];

/** What a note looks like, of a company that does not exist: a stranger sees nothing real. */
export function Picture() {
  return (
    <div className={style.right} aria-hidden="true">
      <div className={style.sheet}>
        <p className={style.company}>
          <b>Harbour Lamp Works</b> <span className="mono">HLMP</span> <span>Q1 2025</span>
        </p>
        <p className={style.headline}>Backlog clears; the second line is put off</p>
        <ul className={style.rows}>
          {rows.map(([metric, change]) => (
            <li key={metric}>
              <span>{metric}</span>
              <ChangeChip change={change} />
            </li>
          ))}
        </ul>
        <p className={style.prose}>
          Orders that were held up over the winter left the yard in March. Management raised its view of the year and
          took back the date for the second line, which no longer has one.
        </p>
      </div>
    </div>
  );
}
