"use client";

import { useState } from "react";
import { Field, Notice } from "@/app/_ui/field";
import style from "./company-form.module.css";
import type { FormView } from "./form-view";

/** Two rows are empty at first; writing in the last one brings another. */
export function FurtherListings({ view }: { view: FormView }) {
  const [written, setWritten] = useState(0);
  const count = Math.max(view.further.length + 2, written + 2);
  return (
    <fieldset
      className={style.further}
      aria-describedby={view.furtherNotice ? "further-notice further-hint" : "further-hint"}
    >
      <legend>Further listings</legend>
      {Array.from({ length: count }, (_, at) => at).map((at) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a second legend in each row
        <div key={at} className={style.row} role="group" aria-label={`Further listing ${at + 1}`}>
          {(["ticker", "exchange"] as const).map((part) => (
            <Field
              key={part}
              label={part === "ticker" ? "Ticker" : "Exchange"}
              autoCapitalize="characters"
              spellCheck={false}
              onChange={() => setWritten(Math.max(written, at + 1))}
              {...view.rowField(at, part)}
            />
          ))}
        </div>
      ))}
      {view.furtherNotice && <Notice id="further-notice">{view.furtherNotice}</Notice>}
      <p className={style.hint} id="further-hint">
        On other exchanges. Empty rows are left out.
      </p>
    </fieldset>
  );
}
