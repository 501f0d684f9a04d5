import { Info, TriangleAlert } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import style from "./field.module.css";

type Labelled = {
  name: string;
  label: string;
  hint?: string | undefined;
  /** what is wrong with it, once it was refused */
  refusal?: string | undefined;
  /** what to look at before it is sent again */
  notice?: string | undefined;
};
type FieldProps = ComponentProps<"input"> & Labelled;
type LongFieldProps = ComponentProps<"textarea"> & Labelled;
type ChoiceProps = ComponentProps<"select"> & Labelled & { options: { value: string; label: string }[] };

/** A labelled input. */
export function Field({ label, hint, refusal, notice, ...input }: FieldProps) {
  const about = { name: input.name, label, hint, refusal, notice };
  return (
    <Label {...about}>
      <input id={input.name} {...described(about)} {...input} />
    </Label>
  );
}

/** A labelled box for several lines. */
export function LongField({ label, hint, refusal, notice, ...area }: LongFieldProps) {
  const about = { name: area.name, label, hint, refusal, notice };
  return (
    <Label {...about}>
      <textarea id={area.name} {...described(about)} {...area} />
    </Label>
  );
}

/** A labelled list to choose one from. */
export function Choice({ label, hint, refusal, notice, options, ...select }: ChoiceProps) {
  const about = { name: select.name, label, hint, refusal, notice };
  return (
    <Label {...about}>
      <select id={select.name} {...described(about)} {...select}>
        {options.map(({ value, label: words }) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </Label>
  );
}

function Label({ name, label, hint, refusal, notice, children }: Labelled & { children: ReactNode }) {
  return (
    <div className={style.field}>
      <label htmlFor={name}>{label}</label>
      {children}
      {refusal && <Refusal id={`${name}-refusal`}>{refusal}</Refusal>}
      {notice && <Notice id={`${name}-notice`}>{notice}</Notice>}
      {hint && (
        <p className={style.hint} id={`${name}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

function described({ name, hint, refusal, notice }: Labelled) {
  const ids = [refusal && `${name}-refusal`, notice && `${name}-notice`, hint && `${name}-hint`].filter(Boolean);
  return {
    ...(refusal && { "aria-invalid": true }),
    ...(ids.length > 0 && { "aria-describedby": ids.join(" ") }),
  };
}

/** What to look at before a form is sent again. */
export function Notice({ id, children }: { id: string; children: string }) {
  return (
    <p className={style.notice} id={id}>
      <Info size={16} aria-hidden="true" />
      <span>{children}</span>
    </p>
  );
}

/** Why a form was refused, said at once to whoever cannot see it. */
export function Refusal({ id, children }: { id?: string; children: string }) {
  return (
    <p className={style.refusal} role="alert" id={id} tabIndex={-1}>
      <TriangleAlert size={16} aria-hidden="true" />
      <span>{children}</span>
    </p>
  );
}
