import type { WaitingThread } from "@/lib/comments/waiting-queries";
import { formatKind } from "@/lib/notes/kind";
import { formatPeriodShort } from "@/lib/notes/period";
import type { WaitingRevision } from "@/lib/review/queue-queries";
import { openPath } from "./open-path";
import type { WaitingRow } from "./waiting-list";

/** What waits for a person: what is theirs first, then what any reviewer could do; of each the longest waiting first. */
export function waitingRows(threads: readonly WaitingThread[], revisions: readonly WaitingRevision[]): WaitingRow[] {
  const byTime = (rows: WaitingRow[]) => rows.sort((a, b) => a.since.getTime() - b.since.getTime());
  const own = revisions.filter(({ why }) => why !== "open");
  const open = revisions.filter(({ why }) => why === "open");
  return [...byTime([...own.map(revisionRow), ...threads.map(threadRow)]), ...byTime(open.map(revisionRow))];
}

const whys: Record<WaitingRevision["why"], string> = {
  asked: "Your review is asked for",
  open: "Any reviewer may take it",
  back: "Sent back to you",
};

function revisionRow({ id, company, ticker, period, why, by, since, words }: WaitingRevision): WaitingRow {
  return {
    what: whys[why],
    href: openPath(`/companies/${ticker}/${period}`, { id, state: why === "back" ? "changes_requested" : "in_review" }),
    note: `${company}, ${formatPeriodShort(period)}`,
    who: by,
    since,
    words,
  };
}

function threadRow(thread: WaitingThread): WaitingRow {
  const { threadId, isMention, item, company, ticker, period, open } = thread;
  const page = `/companies/${ticker}/${period}`;
  const about = item.kind === "headline" ? "the headline" : (item.name ?? `a ${formatKind(item.kind)}`);
  return {
    what: `${isMention ? "Mention" : "Answer"} on ${about}`,
    href: `${open ? openPath(page, open) : page}#thread-${threadId}`,
    note: `${company}, ${formatPeriodShort(period)}`,
    who: thread.by,
    since: thread.since,
    words: thread.text,
  };
}
