import Link from "next/link";
import { may } from "@/lib/auth/permissions";
import type { UserActor } from "@/lib/context";

/** The next step where no note is out yet: for whoever writes, a text; for the others, patience. */
export function ImportLink({ actor, company }: { actor: UserActor; company?: string }) {
  if (!may(actor, "note.import")) return "It appears here as soon as one is published.";
  return (
    <>
      <Link href={company ? `/import?company=${company}` : "/import"} prefetch={false}>
        Import a text
      </Link>{" "}
      as its first draft.
    </>
  );
}
