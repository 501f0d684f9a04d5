import button from "@/app/_ui/button.module.css";
import { Choice } from "@/app/_ui/field";
import type { ChangeLook } from "@/app/(workspace)/_change/change-entry";
import { formatMinute } from "@/lib/notes/day";
import { type HistoryRevision, type NoteHistory, revisionName } from "@/lib/notes/history-queries";
import { openName } from "../history/revision-list";
import style from "./compare-form.module.css";

type CompareFormProps = { history: NoteHistory; from: HistoryRevision; to: HistoryRevision; look: ChangeLook };

/** Picks two revisions of a note; leads to what lies between them. */
export function CompareForm({ history: { ticker, period, revisions }, from, to, look }: CompareFormProps) {
  const options = revisions.map((revision) => ({ value: revisionName(revision), label: optionName(revision) }));
  return (
    <form className={style.form} action={`/companies/${ticker}/${period}/compare`} method="get">
      <Choice name="from" label="Compare" options={options} defaultValue={revisionName(from)} />
      <Choice name="to" label="With" options={options} defaultValue={revisionName(to)} />
      <Choice
        name="view"
        label="Shown"
        options={[
          { value: "list", label: "As one list" },
          { value: "sides", label: "Side by side" },
        ]}
        defaultValue={look}
      />
      <button className={button.button} type="submit">
        Compare
      </button>
    </form>
  );
}

function optionName(revision: HistoryRevision): string {
  const { number, publishedAt } = revision;
  if (number === null) return openName(revision);
  return publishedAt ? `r${number}, ${formatMinute(publishedAt)}` : `r${number}`;
}
