import { Field } from "@/app/_ui/field";
import { Options } from "@/app/_ui/options";
import style from "./link-form.module.css";

type LinkPasswordProps = {
  hasPassword: boolean;
  /** what was chosen when it was refused */
  choice: string | undefined;
  refusal: string | undefined;
};

/** Shown as it is typed: whoever makes it tells it to somebody, and it cannot be looked up later. */
export function LinkPassword({ hasPassword, choice = "keep", refusal }: LinkPasswordProps) {
  const field = (
    <Field
      label={hasPassword ? "New password" : "Password, if it shall have one"}
      name="password"
      type="text"
      autoComplete="off"
      autoCapitalize="off"
      spellCheck={false}
      maxLength={128}
      className={style.password}
      hint="10 characters or more. Tell it to the reader by another way than the address: it is kept as a hash, and cannot be looked up."
      refusal={refusal}
    />
  );
  if (!hasPassword) return field;
  return (
    <Options
      legend="Password"
      name="passwordChoice"
      chosen={choice}
      options={[
        { value: "keep", label: "Keep the one it has" },
        { value: "change", label: "Give it another one", more: field },
        { value: "remove", label: "Take it away", hint: "Whoever has the link can then open it." },
      ]}
    />
  );
}
