"use client";

import { useActionState } from "react";
import type { FormState } from "@/app/_server/action";
import button from "@/app/_ui/button.module.css";
import { Choice, Refusal } from "@/app/_ui/field";
import { useRefusalFocus } from "@/app/_ui/focus";
import style from "../people.module.css";

type DisableFormProps = {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  person: {
    id: string;
    name: string;
    /** how many shared links they have */
    links: number;
    /** those that they own, by name */
    companies: string[];
  };
  successors: { id: string; name: string; email: string }[];
};

/** Asks in one step what becomes of what somebody had. Works before scripts arrive and without them. */
export function DisableForm({ action, person, successors }: DisableFormProps) {
  const [state, send, isSending] = useActionState(action, null);
  const ref = useRefusalFocus(state);
  const { id, name, links, companies } = person;
  const people = successors.map((each) => ({ value: each.id, label: `Go to ${each.name}, ${each.email}` }));
  const of = (field: string) => (state?.field === field ? state.refusal : undefined);
  const other = state && !of("linksTo") && !of("companiesTo") ? state.refusal : null;
  return (
    <form className={style.form} ref={ref} action={send} key={JSON.stringify(state?.typed)}>
      <p className={style.lead}>
        They are signed out everywhere at once, and cannot sign in. What they wrote and approved stays theirs.
      </p>
      <input type="hidden" name="personId" value={id} />
      {other && <Refusal id="disable-refusal">{other}</Refusal>}
      {links > 0 && (
        <Choice
          label={links === 1 ? "Their shared link" : `Their ${links} shared links`}
          name="linksTo"
          options={[{ value: "", label: "End for good" }, ...people]}
          defaultValue={state?.typed.linksTo ?? ""}
          refusal={of("linksTo")}
          hint="Readers of a link that goes to somebody else notice nothing."
        />
      )}
      {companies.length > 0 && (
        <Choice
          label={companies.length === 1 ? "Their company" : `Their ${companies.length} companies`}
          name="companiesTo"
          options={[{ value: "", label: "Owned by nobody yet" }, ...people]}
          defaultValue={state?.typed.companiesTo ?? ""}
          refusal={of("companiesTo")}
          hint={companies.join(", ")}
        />
      )}
      <div>
        <button type="submit" className={button.button} aria-disabled={isSending}>
          Disable<span className="vh"> {name}</span>
        </button>
      </div>
    </form>
  );
}
