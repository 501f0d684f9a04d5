"use client";

import { useActionState, useState } from "react";
import type { FormState } from "@/app/_server/action";
import { unsavedKey } from "@/lib/notes/unsaved-key";

type SignOutProps = {
  action: (state: FormState, form: FormData) => Promise<FormState>;
  personId: string;
  className?: string | undefined;
};

/** A form, so that it works without scripts and is no link that a page could be led to. Asks once over unsaved edits. */
export function SignOut({ action, personId, className }: SignOutProps) {
  const [state, submit] = useActionState(action, null);
  const [unsaved, setUnsaved] = useState(0);
  return (
    <form
      action={submit}
      onSubmit={(event) => {
        const count = unsaved > 0 ? 0 : countUnsaved(personId);
        setUnsaved(count);
        if (count > 0) event.preventDefault();
      }}
    >
      {state && <p role="alert">{state.refusal}</p>}
      {unsaved > 0 && (
        <p role="alert">
          {unsaved} {unsaved === 1 ? "edit is" : "edits are"} not saved yet. They stay in this browser until you sign in
          here again and open the draft.
        </p>
      )}
      <button className={className} type="submit">
        {unsaved > 0 ? "Sign out all the same" : "Sign out"}
      </button>
    </form>
  );
}

/** Unsaved edits of this person in this browser, over all drafts and tabs. */
function countUnsaved(personId: string): number {
  return Object.entries({ ...localStorage })
    .filter(([key]) => key.startsWith(unsavedKey(personId)))
    .map(([, written]) => keptIn(String(written)))
    .reduce((sum, count) => sum + count, 0);
}

function keptIn(written: string): number {
  try {
    return (JSON.parse(written) as { kept?: unknown[] }).kept?.length ?? 0;
  } catch {
    return 0;
  }
}
