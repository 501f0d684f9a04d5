import type { WaitingThread } from "@/lib/comments/waiting-queries";
import { formatKind } from "@/lib/notes/kind";
import { formatPeriodShort } from "@/lib/notes/period";
import type { WaitingRow } from "./waiting-list";

/** A thread that waits for an answer, as a row of the desk. */
export function threadRow(thread: WaitingThread): WaitingRow {
  const { threadId, isMention, item, company, ticker, period, openRevisionId } = thread;
  const page = `/companies/${ticker}/${period}${openRevisionId ? `/edit/${openRevisionId}` : ""}`;
  const about = item.kind === "headline" ? "the headline" : (item.name ?? `a ${formatKind(item.kind)}`);
  return {
    what: `${isMention ? "Mention" : "Answer"} on ${about}`,
    href: `${page}#thread-${threadId}`,
    note: `${company}, ${formatPeriodShort(period)}`,
    who: thread.by,
    since: thread.since,
    words: thread.text,
  };
}
