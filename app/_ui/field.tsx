import { TriangleAlert } from "lucide-react";
import type { ComponentProps } from "react";
import style from "./field.module.css";

type FieldProps = ComponentProps<"input"> & { name: string; label: string };

/** A labelled input. */
export function Field({ label, ...input }: FieldProps) {
  return (
    <div className={style.field}>
      <label htmlFor={input.name}>{label}</label>
      <input id={input.name} {...input} />
    </div>
  );
}

/** Why a form was refused, said at once to whoever cannot see it. */
export function Refusal({ id, children }: { id: string; children: string }) {
  return (
    <p className={style.refusal} role="alert" id={id}>
      <TriangleAlert size={16} aria-hidden="true" />
      <span>{children}</span>
    </p>
  );
}
