"use client";

import Link from "next/link";
import { useActionState } from "react";
import type { MakingState } from "@/app/_server/action";
import button from "@/app/_ui/button.module.css";
import { Field, Refusal } from "@/app/_ui/field";
import { useRefusalFocus } from "@/app/_ui/focus";
import { tickedRoles } from "@/lib/people/input";
import { Invited } from "../invited";
import style from "../people.module.css";
import { RoleTicks } from "../role-ticks";

type Made = { address: string | null };
type InviteFormProps = { action: (state: MakingState<Made>, form: FormData) => Promise<MakingState<Made>> };

/** Works before scripts arrive and without them. */
export function InviteForm({ action }: InviteFormProps) {
  const [state, send, isSending] = useActionState(action, null);
  const ref = useRefusalFocus(state);
  if (state && "made" in state) {
    return (
      <Invited {...state.made} title="The invitation is made">
        <Link className={button.button} href="/settings/people">
          Back to all people
        </Link>
      </Invited>
    );
  }
  const of = (field: string) => (state?.field === field ? state.refusal : undefined);
  const other = state && !of("email") && !of("roles") ? state.refusal : null;
  return (
    <form className={style.form} ref={ref} action={send} key={JSON.stringify(state?.typed)}>
      {other && <Refusal id="refusal">{other}</Refusal>}
      <Field
        label="Email"
        name="email"
        type="email"
        autoComplete="off"
        required
        defaultValue={state?.typed.email}
        refusal={of("email")}
      />
      <RoleTicks held={state ? tickedRoles(state.typed) : ["viewer"]} refusal={of("roles")} />
      <div>
        <button type="submit" className={`${button.button} ${button.primary}`} aria-disabled={isSending}>
          Invite
        </button>
      </div>
    </form>
  );
}
