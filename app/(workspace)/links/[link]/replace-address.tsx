"use client";

import { type FormEvent, useActionState } from "react";
import type { MakingState } from "@/app/_server/action";
import { AskedOnce } from "@/app/_ui/asked-once";
import button from "@/app/_ui/button.module.css";
import { Refusal } from "@/app/_ui/field";
import type { LinkAddress } from "@/lib/sharing/address";
import { NewAddress } from "../../_links/new-address";

type ReplaceAddressProps = {
  action: (state: MakingState<LinkAddress>, form: FormData) => Promise<MakingState<LinkAddress>>;
  linkId: string;
  version: number;
};

/** Gives a link another address, asks once, and shows it once. */
export function ReplaceAddress({ action, linkId, version }: ReplaceAddressProps) {
  const [state, send, isSending] = useActionState(action, null);
  // A second answer would take the place of the one that has the address.
  const onSubmit = (event: FormEvent) => isSending && event.preventDefault();
  if (state && "made" in state) return <NewAddress {...state.made} title="The link has a new address" />;
  return (
    <>
      {state && <Refusal id="replace-refusal">{state.refusal}</Refusal>}
      <AskedOnce label="Give it a new address">
        <p>
          Whoever has the old address finds nothing there from then on. What the link allows and its log stay. The new
          address is shown once.
        </p>
        <form action={send} onSubmit={onSubmit}>
          <input type="hidden" name="linkId" value={linkId} />
          <input type="hidden" name="version" value={version} />
          <button type="submit" className={`${button.button} ${button.primary}`} aria-disabled={isSending}>
            Replace the address
          </button>
        </form>
      </AskedOnce>
    </>
  );
}
