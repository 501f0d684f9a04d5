"use client";

import { useEffect } from "react";
import { lookAction } from "./actions";

type RememberLookProps = { revisionId: string; contentSha256: string; seenAt: string };

/** Keeps in mind what the person has seen, so that the page can say next time what has changed since. */
export function RememberLook({ revisionId, contentSha256, seenAt }: RememberLookProps) {
  useEffect(() => {
    // Nothing of the page depends on it: when it is lost, so is only the next line of news.
    lookAction({ revisionId, contentSha256, seenAt }).catch(() => {});
  }, [revisionId, contentSha256, seenAt]);
  return null;
}
