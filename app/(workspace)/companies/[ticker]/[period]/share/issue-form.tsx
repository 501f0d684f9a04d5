"use client";

import Link from "next/link";
import { useActionState } from "react";
import type { MakingState } from "@/app/_server/action";
import button from "@/app/_ui/button.module.css";
import type { ShareableRevision } from "@/lib/sharing/shareable-queries";
import { LinkForm } from "../../../../_links/link-form";
import type { LinkFormFacts } from "../../../../_links/link-form-view";
import { NewAddress } from "../../../../_links/new-address";
import type { IssuedLink } from "./actions";

type IssueFormProps = LinkFormFacts & {
  action: (state: MakingState<IssuedLink>, form: FormData) => Promise<MakingState<IssuedLink>>;
  /** that the link will have */
  linkId: string;
  /** one of them is chosen, if there are several */
  revisions: ShareableRevision[];
  /** of this page */
  path: string;
};

/** Makes a link; then its address stands in place of the form. */
export function IssueForm({ action, linkId, path, ...facts }: IssueFormProps) {
  const [state, send, isSending] = useActionState(action, null);
  const [only, another] = facts.revisions;
  if (state && "made" in state) {
    const { address, code, label } = state.made;
    return (
      <NewAddress address={address} code={code} title={`The link for ${label} is made`}>
        <div>
          {/* Not by a script, which would keep the form as it is. */}
          <a className={button.button} href={path}>
            Make another link
          </a>{" "}
          <Link className={`${button.button} ${button.quiet}`} href={`/links/${state.made.linkId}`} prefetch={false}>
            What it allows
          </Link>
        </div>
      </NewAddress>
    );
  }
  return (
    <LinkForm
      {...facts}
      state={state}
      send={send}
      isSending={isSending}
      hidden={{ linkId, ...(only && !another && { revisionId: only.id }) }}
      submit="Make the link"
    />
  );
}
