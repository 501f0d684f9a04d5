import type { ReactNode } from "react";
import { Notice, Refusal } from "./field";
import style from "./options.module.css";

type Option = {
  value: string;
  label: string;
  hint?: ReactNode;
  /** what else is asked while it is chosen */
  more?: ReactNode;
};

type OptionsProps = {
  legend: string;
  name: string;
  chosen: string;
  options: Option[];
  refusal?: string | undefined;
  notice?: string | undefined;
};

/** A question with a few answers, one of which is chosen. */
export function Options({ legend, name, chosen, options, refusal, notice }: OptionsProps) {
  const about = [refusal && `${name}-refusal`, notice && `${name}-notice`].filter(Boolean).join(" ");
  return (
    <fieldset className={style.options} aria-describedby={about || undefined}>
      <legend>{legend}</legend>
      {refusal && <Refusal id={`${name}-refusal`}>{refusal}</Refusal>}
      {notice && <Notice id={`${name}-notice`}>{notice}</Notice>}
      {options.map(({ value, label, hint, more }) => (
        <div key={value} className={style.option}>
          <input
            id={`${name}-${value}`}
            type="radio"
            name={name}
            value={value}
            defaultChecked={value === chosen}
            aria-describedby={hint ? `${name}-${value}-hint` : undefined}
          />
          <label htmlFor={`${name}-${value}`}>{label}</label>
          {hint && (
            <p className={style.hint} id={`${name}-${value}-hint`}>
              {hint}
            </p>
          )}
          {more && <div className={style.more}>{more}</div>}
        </div>
      ))}
    </fieldset>
  );
}

type TickProps = { name: string; label: string; hint?: string; checked: boolean; notice?: string | undefined };

/** A question that is answered by a tick or its absence. */
export function Tick({ name, label, hint, checked, notice }: TickProps) {
  const about = [hint && `${name}-hint`, notice && `${name}-notice`].filter(Boolean).join(" ");
  return (
    <div className={style.option}>
      <input id={name} type="checkbox" name={name} defaultChecked={checked} aria-describedby={about || undefined} />
      <label htmlFor={name}>{label}</label>
      {hint && (
        <p className={style.hint} id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {notice && (
        <div className={style.notice}>
          <Notice id={`${name}-notice`}>{notice}</Notice>
        </div>
      )}
    </div>
  );
}
