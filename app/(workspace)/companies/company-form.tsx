"use client";

import Link from "next/link";
import { type FormEvent, startTransition, useActionState } from "react";
import type { FormState } from "@/app/_server/action";
import button from "@/app/_ui/button.module.css";
import { Choice, Field, Refusal } from "@/app/_ui/field";
import { useRefusalFocus } from "@/app/_ui/focus";
import { baseFields, type CompanyFacts, type CompanyFields, fieldsOf, months, noFields } from "@/lib/companies/facts";
import style from "./company-form.module.css";
import { formView } from "./form-view";
import { FurtherListings } from "./further-listings";

type Owner = { email: string; name: string };

type CompanyFormProps = {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  /** null: a new one */
  company: { id: string; facts: CompanyFacts } | null;
  owners: Owner[];
};

/** Works before scripts arrive and without them. With them, what is typed stays where it stands. */
export function CompanyForm({ action, company, owners }: CompanyFormProps) {
  const [state, send, isSending] = useActionState(action, null);
  const form = useRefusalFocus(state);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault(); // React would empty the fields after the answer
    const filled = new FormData(event.currentTarget);
    if (!isSending) startTransition(() => send(filled));
  };
  const kept = company ? fieldsOf(company.facts) : noFields;
  return (
    <form className={style.form} action={send} onSubmit={submit} ref={form}>
      {company && <input type="hidden" name="companyId" value={company.id} />}
      {company && baseFields(kept).map(([name, value]) => <input type="hidden" key={name} name={name} value={value} />)}
      {/* What somebody else changed meanwhile takes its place in the fields that were left alone. */}
      <Fields key={JSON.stringify(kept)} state={state} kept={kept} owners={owners} />
      <div className={style.acts}>
        <button className={`${button.button} ${button.primary}`} type="submit">
          {company ? "Save" : "Add company"}
        </button>
        <Link
          className={`${button.button} ${button.quiet}`}
          href={company ? `/companies/${company.facts.ticker}` : "/companies"}
          prefetch={false}
        >
          Cancel
        </Link>
      </div>
    </form>
  );
}

function Fields({ state, kept, owners }: { state: FormState; kept: CompanyFields; owners: Owner[] }) {
  const view = formView(state, kept);
  return (
    <>
      {view.aside && <Refusal id="refusal">{view.aside}</Refusal>}
      <Field label="Name" required {...view.field("name")} />
      <fieldset className={style.pair}>
        <legend>Primary listing</legend>
        <Field label="Ticker" required autoCapitalize="characters" spellCheck={false} {...view.field("ticker")} />
        <Field label="Exchange" required autoCapitalize="characters" spellCheck={false} {...view.field("exchange")} />
      </fieldset>
      <FurtherListings view={view} />
      <div className={style.pair}>
        <Field
          label="Reporting currency"
          required
          autoCapitalize="characters"
          spellCheck={false}
          {...view.field("currency")}
        />
        <Choice
          label="Fiscal year ends in"
          options={months.map((name, at) => ({ value: String(at + 1), label: name }))}
          {...view.field("fiscalYearEnd")}
        />
      </div>
      <Choice
        label="Owner"
        options={[
          { value: "", label: "Nobody yet" },
          ...owners.map(({ email, name }) => ({ value: email, label: name })),
        ]}
        {...view.field("ownerEmail")}
      />
    </>
  );
}
