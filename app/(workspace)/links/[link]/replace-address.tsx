"use client";

import { useActionState } from "react";
import type { MakingState } from "@/app/_server/action";
import { AskedOnce } from "@/app/_ui/asked-once";
import button from "@/app/_ui/button.module.css";
import { Refusal } from "@/app/_ui/field";
import type { LinkAddress } from "@/lib/sharing/address";
import { NewAddress } from "../../_links/new-address";

type ReplaceAddressProps = {
  action: (state: MakingState<LinkAddress>, form: FormData) => Promise<MakingState<LinkAddress>>;
  linkId: string;
};

/** Gives a link another address, asks once, and shows it once. */
export function ReplaceAddress({ action, linkId }: ReplaceAddressProps) {
  const [state, send, isSending] = useActionState(action, null);
  if (state && "made" in state) return <NewAddress {...state.made} title="The link has a new address" />;
  return (
    <AskedOnce label="Give it a new address">
      <p>
        Whoever has the old address finds nothing there from then on. What the link allows and its log stay. The new
        address is shown once.
      </p>
      <form action={send}>
        <input type="hidden" name="linkId" value={linkId} />
        <button type="submit" className={`${button.button} ${button.primary}`} aria-disabled={isSending}>
          Replace the address
        </button>
        {state && <Refusal id="replace-refusal">{state.refusal}</Refusal>}
      </form>
    </AskedOnce>
  );
}
