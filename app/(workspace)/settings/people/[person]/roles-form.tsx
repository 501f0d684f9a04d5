"use client";

import { useActionState } from "react";
import type { FormState } from "@/app/_server/action";
import button from "@/app/_ui/button.module.css";
import { Refusal } from "@/app/_ui/field";
import { useRefusalFocus } from "@/app/_ui/focus";
import type { Role } from "@/lib/auth/roles";
import { tickedRoles } from "@/lib/people/input";
import style from "../people.module.css";
import { RoleTicks } from "../role-ticks";

type RolesFormProps = {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  personId: string;
  held: Role[];
};

/** Works before scripts arrive and without them. */
export function RolesForm({ action, personId, held }: RolesFormProps) {
  const [state, send, isSending] = useActionState(action, null);
  const ref = useRefusalFocus(state);
  const ofRoles = state?.field === "roles" ? state.refusal : undefined;
  const ticked = state ? tickedRoles(state.typed) : held;
  return (
    <form className={style.form} ref={ref} action={send} key={`${held} ${ticked}`}>
      <input type="hidden" name="personId" value={personId} />
      <input type="hidden" name="base" value={held.join(",")} />
      {state && !ofRoles && <Refusal id="roles-form-refusal">{state.refusal}</Refusal>}
      <RoleTicks held={ticked} refusal={ofRoles} />
      <div>
        <button type="submit" className={`${button.button} ${button.primary}`} aria-disabled={isSending}>
          Save roles
        </button>
      </div>
    </form>
  );
}
