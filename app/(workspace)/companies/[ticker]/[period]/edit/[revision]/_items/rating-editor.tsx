"use client";

import { useRef, useState } from "react";
import button from "@/app/_ui/button.module.css";
import { Pips, RiskRating } from "@/app/_ui/risk";
import { capitalised } from "@/lib/notes/capitalised";
import type { Item, ItemOf } from "@/lib/notes/content";
import {
  type Assessment,
  formatHorizon,
  horizons,
  likelihoods,
  riskStatuses,
  type Severity,
  severities,
} from "@/lib/risks/assessment";
import { useDraft, useKept } from "../_draft/draft-context";
import { FieldConflict } from "../_fields/field-conflict";
import { onceShown } from "../_fields/once-shown";
import { TextField } from "../_fields/text-field";
import style from "./rating-editor.module.css";

type RatingEditorProps = { item: ItemOf<"takeaway">; was: Item | undefined; label: string; assessedBy: string | null };

const parts = [
  { part: "severity", words: severities, format: capitalised },
  { part: "likelihood", words: likelihoods, format: capitalised },
  {
    part: "horizon",
    words: horizons,
    format: (word: string) => formatHorizon(word as (typeof horizons)[number]).replace("months", "mo"),
  },
  { part: "status", words: riskStatuses, format: capitalised },
] as const;

type Part = (typeof parts)[number]["part"];
type Chosen = Partial<Record<Part, string>>;

/** How a risk is rated, opened in place. A first rating is saved once severity, likelihood and horizon are chosen. */
export function RatingEditor({ item, was, label, assessedBy }: RatingEditorProps) {
  const { store, isEditable } = useDraft();
  const [isOpen, setOpen] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const turn = (open: boolean) => {
    setOpen(open);
    // The button that was pressed has gone; the focus goes to what took its place.
    onceShown(() => {
      const find = (what: string) => frame.current?.querySelector<HTMLElement>(what);
      (open ? (find("fieldset:first-of-type input:checked") ?? find("input")) : find("[aria-expanded]"))?.focus();
    });
  };
  const [chosen, setChosen] = useState<Chosen>({ status: "open" });
  const { assessment } = item;
  const choose = (part: Part, word: string) => {
    if (assessment) return store.do([{ op: "set", itemId: item.id, field: `assessment.${part}`, value: word }]);
    const next = { ...chosen, [part]: word };
    setChosen(next);
    const { severity, likelihood, horizon, status } = next;
    if (!severity || !likelihood || !horizon) return;
    const value = { severity, likelihood, horizon, status: status ?? "open", commentary: null } as Assessment;
    store.do([{ op: "set", itemId: item.id, field: "assessment", value }]);
    setChosen({ status: "open" });
  };
  const remove = () => store.do([{ op: "set", itemId: item.id, field: "assessment", value: null }]);
  return (
    <div ref={frame} className={style.rating}>
      {!isOpen && (
        <div className={style.summary}>
          <RiskRating assessment={assessment} />
          {isEditable && (
            <button type="button" className={button.link} aria-expanded="false" onClick={() => turn(true)}>
              {assessment ? "Change the rating" : "Rate this risk"}
              <span className="vh"> {label}</span>
            </button>
          )}
        </div>
      )}
      {isOpen && (
        <section className={style.form} aria-label={`Rating of ${label}`}>
          {parts.map(({ part, words, format }) => (
            <Choice
              key={part}
              itemId={item.id}
              part={part}
              words={words}
              format={format}
              held={assessment?.[part] ?? chosen[part] ?? null}
              onChoose={(word) => choose(part, word)}
            />
          ))}
          {assessment ? (
            <div className={`${style.row} ${style.top}`}>
              <span className={style.label}>Commentary</span>
              <div className={style.box}>
                <TextField
                  item={item}
                  was={was}
                  field="assessment.commentary"
                  name={`${label}, commentary`}
                  placeholder="Why it is rated like this"
                />
              </div>
            </div>
          ) : (
            <p className={style.hint}>Not rated until severity, likelihood and horizon are chosen.</p>
          )}
          <div className={style.foot}>
            <button type="button" className={button.link} aria-expanded="true" onClick={() => turn(false)}>
              Done
            </button>
            {assessment && (
              <button type="button" className={button.link} onClick={remove}>
                Take the rating away
              </button>
            )}
            {assessment && assessedBy && <span>Assessed by {assessedBy}</span>}
          </div>
        </section>
      )}
      {!isOpen && assessment && (
        <div className={style.commentary}>
          <TextField
            item={item}
            was={was}
            field="assessment.commentary"
            name={`${label}, commentary`}
            placeholder="Add a commentary"
          />
        </div>
      )}
      <RatingConflict item={item} label={label} />
    </div>
  );
}

type ChoiceProps = {
  itemId: string;
  part: Part;
  words: readonly string[];
  format: (word: string) => string;
  held: string | null;
  onChoose: (word: string) => void;
};

/** Radio buttons in a row: the arrow keys choose. */
function Choice({ itemId, part, words, format, held, onChoose }: ChoiceProps) {
  const name = `${part} ${itemId}`;
  return (
    <fieldset className={style.row}>
      <legend className="vh">{capitalised(part)}</legend>
      <span className={style.label} aria-hidden="true">
        {capitalised(part)}
      </span>
      <div className={style.choices}>
        {words.map((word) => (
          <label key={word} className={style.choice}>
            <input type="radio" name={name} value={word} checked={held === word} onChange={() => onChoose(word)} />
            {part === "severity" && <Pips severity={word as Severity} />}
            {format(word)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function RatingConflict({ item, label }: { item: Item; label: string }) {
  const held = [
    useKept(item.id, "assessment").kept,
    useKept(item.id, "assessment.severity").kept,
    useKept(item.id, "assessment.likelihood").kept,
    useKept(item.id, "assessment.horizon").kept,
    useKept(item.id, "assessment.status").kept,
    useKept(item.id, "assessment.commentary").kept,
  ];
  const isShownByItself = (id: string) =>
    item.kind === "takeaway" && item.assessment !== null && id.endsWith(".commentary");
  return held.map(
    (kept) =>
      kept?.conflict &&
      !isShownByItself(kept.id) && (
        <FieldConflict key={kept.id} kept={kept} name={`${label}, ${kept.id.split(".")[1] ?? "rating"}`} />
      ),
  );
}
