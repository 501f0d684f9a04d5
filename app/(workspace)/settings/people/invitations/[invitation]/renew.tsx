"use client";

import { useActionState } from "react";
import type { MakingState } from "@/app/_server/action";
import button from "@/app/_ui/button.module.css";
import { Refusal } from "@/app/_ui/field";
import { Invited } from "../../invited";

type Made = { address: string | null };
type RenewProps = {
  action: (state: MakingState<Made>, form: FormData) => Promise<MakingState<Made>>;
  invitationId: string;
  byMail: boolean;
};

/** Makes the invitation anew, with another address and its time from the start. Works without scripts. */
export function Renew({ action, invitationId, byMail }: RenewProps) {
  const [state, send, isSending] = useActionState(action, null);
  if (state && "made" in state) return <Invited {...state.made} title="The invitation is made anew" />;
  return (
    <form action={send}>
      <input type="hidden" name="invitationId" value={invitationId} />
      <button type="submit" className={`${button.button} ${button.primary}`} aria-disabled={isSending}>
        {byMail ? "Send it again" : "Give it a new address"}
      </button>
      {state && <Refusal id="renew-refusal">{state.refusal}</Refusal>}
    </form>
  );
}
