"use client";

import { Plus } from "lucide-react";
import { type FocusEvent, useState } from "react";
import button from "@/app/_ui/button.module.css";
import { Unstated } from "@/app/_ui/unstated";
import { silence } from "@/lib/notes/change-words";
import type { Item, ItemOf } from "@/lib/notes/content";
import { formatPeriodShort, type Period } from "@/lib/notes/period";
import { earlierPeriods, freePeriods } from "@/lib/topics/model";
import look from "../../../earlier.module.css";
import { useDraft } from "../_draft/draft-context";
import { focusItem } from "../_items/add-item";
import style from "./mentions-editor.module.css";
import { TextField } from "./text-field";

type Topic = ItemOf<"topic_row">;
type MentionsProps = {
  item: Topic;
  was: Item | undefined;
  own: Period;
  label: string;
  /** the previous mentions in one piece, as the source has them */
  source: string | undefined;
};

/** What earlier quarters said of a topic, a field for each quarter of the strip and for each older one that spoke of it. */
export function MentionsEditor({ item, was, own, label, source }: MentionsProps) {
  const { isEditable } = useDraft();
  const [added, setAdded] = useState<Period[]>([]);
  const [isRead, setRead] = useState(false);
  const { mentions } = item.fields;
  const before = was?.kind === "topic_row" ? was.fields.mentions : [];
  const stated = [...mentions, ...before].map(({ period }) => period);
  const { older, recent } = earlierPeriods([...stated, ...added], own);
  const add = (period: Period) => {
    setAdded([...added, period]);
    focusItem(item.id, `mentions.${period}`);
  };
  return (
    // The source's own piece stays in sight while the first quarter is written from it.
    <fieldset
      className={style.mentions}
      aria-label={`Earlier quarters of ${label}`}
      onFocus={() => setRead(mentions.length === 0 || isRead)}
      onBlur={(event) => setRead(isRead && isWithin(event))}
    >
      {source !== undefined && (mentions.length === 0 || isRead) && (
        <div className={look.columns}>
          <div className={look.three}>
            <b>Earlier quarters, as in the source</b>
            {source}
          </div>
        </div>
      )}
      {[older, recent].map(
        (periods) =>
          periods.length > 0 && (
            <div key={periods[0]} className={look.columns}>
              {periods.map((period) => (
                <Mention key={period} item={item} was={was} period={period} label={label} />
              ))}
            </div>
          ),
      )}
      {isEditable && <AddQuarter label={label} free={freePeriods([...older, ...recent])} onAdd={add} />}
    </fieldset>
  );
}

function isWithin({ currentTarget, relatedTarget }: FocusEvent): boolean {
  return currentTarget.contains(relatedTarget);
}

type MentionProps = { item: Topic; was: Item | undefined; period: Period; label: string };

/** What one quarter said. A mention that is emptied is none, once the field is left. */
function Mention({ item, was, period, label }: MentionProps) {
  const { store } = useDraft();
  const mention = item.fields.mentions.find((each) => each.period === period);
  const field = `mentions.${period}`;
  const isAbsent = mention?.absent ?? false;
  const set = (value: { text: string; absent: boolean } | null) =>
    store.do([{ op: "set", itemId: item.id, field, value }]);
  const turn = () => {
    if (!mention) set({ text: silence, absent: true });
    else if (isAbsent && mention.text === silence) set(null);
    else set({ text: mention.text || silence, absent: !isAbsent });
  };
  return (
    <div className={`${style.mention} ${isAbsent || !mention ? look.silent : ""}`}>
      <b>{formatPeriodShort(period)}</b>
      <TextField
        item={item}
        was={was}
        field={field}
        name={`${label}, mention of ${formatPeriodShort(period)}`}
        placeholder={<Unstated />}
        toValue={(text, isLeft) => (text === "" && (isLeft || !mention) ? null : { text, absent: isAbsent })}
        tools={
          <>
            <label className={button.tool}>
              <input type="checkbox" className={style.absent} checked={isAbsent} onChange={turn} />
              Not mentioned
            </label>
            {mention && (
              <button type="button" className={button.tool} onClick={() => set(null)}>
                Take away
              </button>
            )}
          </>
        }
      />
    </div>
  );
}

type AddQuarterProps = { label: string; free: Period[]; onAdd: (period: Period) => void };

function AddQuarter({ label, free, onAdd }: AddQuarterProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const period = free.find((each) => each === chosen) ?? free[0];
  if (!period) return null;
  return (
    <div className={style.add}>
      <button type="button" className={button.tool} onClick={() => onAdd(period)}>
        <Plus size={12} aria-hidden="true" />
        Add an earlier quarter
      </button>
      <select
        aria-label={`Earlier quarter for ${label}`}
        value={period}
        onChange={({ target }) => setChosen(target.value)}
      >
        {free.map((each) => (
          <option key={each} value={each}>
            {formatPeriodShort(each)}
          </option>
        ))}
      </select>
    </div>
  );
}
