import type { Stretch } from "@/lib/comments/words";
import type { NoteContent } from "@/lib/notes/content";
import type { Change } from "@/lib/notes/diff";
import type { Period } from "@/lib/notes/period";
import type { RevisionState } from "@/lib/notes/state";
import type { Step } from "@/lib/notes/step";
import type { ReviewSettings } from "@/lib/review/settings";
import type { LinkRecord } from "@/lib/sharing/link";
import type { SharingSettings } from "@/lib/sharing/settings";
import type { SourceEntry } from "@/lib/sources/model";
import type { AccountEvent } from "./account-events";
import type { PeopleEvent } from "./people-events";

/** What a reviewer says of a change; `undecided` takes back what was said. */
export type Verdict = "accepted" | "change_requested" | "undecided";
type ChangePart = Change["part"];

export type CompanyRecord = {
  name: string;
  /** the primary listing's */
  ticker: string;
  exchange: string;
  further: { ticker: string; exchange: string }[];
  reportingCurrency: string;
  fiscalYearEndMonth: number;
  /** a user's id */
  owner: string | null;
};

/** What people and the product did, one event for each command, with full values before and after. */
export type AuditEvent =
  | PeopleEvent
  | AccountEvent
  | {
      action: "company.added";
      subject: string;
      before: null;
      after: CompanyRecord;
    }
  | { action: "company.edited"; subject: string; before: CompanyRecord; after: CompanyRecord }
  | {
      action: "note.imported";
      subject: string;
      before: null;
      /** `basedOn`: the revision whose items the text was matched with; null when all of them are new */
      after: {
        noteId: string;
        period: Period;
        textSha256: string;
        /** what a person said beside the text: where its list turns, and which items go */
        choices: { turn: { to: "positive" | "risk"; line: number } | null; removed: string[] };
        basedOn: string | null;
        content: NoteContent;
      };
    }
  | {
      action: "revision.created";
      subject: string;
      before: null;
      /** `carriedFrom`: the revision of an earlier quarter that a first draft was made from */
      after: { noteId: string; basedOn: string | null; carriedFrom: string | null; content: NoteContent };
    }
  | {
      action: "revision.restored";
      subject: string;
      before: null;
      /** `restored`: the published revision whose content it has; `basedOn`: the newest one, null when none is out */
      after: { noteId: string; basedOn: string | null; restored: string; content: NoteContent };
    }
  | {
      action: "revision.edited";
      subject: string;
      /** the steps that undo it, in the order in which they do */
      before: { steps: Step[]; sources: SourceEntry[] };
      after: { steps: Step[]; sources: SourceEntry[]; ranks: Record<string, string> };
    }
  | {
      action: "revision.submitted";
      subject: string;
      before: { state: RevisionState };
      /** `reviewerIds`: whom it was sent to; none: to any reviewer */
      after: { state: RevisionState; summary: string; contentSha256: string; reviewerIds: string[] };
    }
  | {
      action: "revision.taken_back";
      subject: string;
      before: { state: RevisionState; contentSha256: string };
      after: { state: RevisionState };
    }
  | {
      action: "revision.discarded";
      subject: string;
      before: { state: RevisionState };
      after: { state: RevisionState };
    }
  | {
      action: "revision.sent_back";
      subject: string;
      before: { state: RevisionState; contentSha256: string };
      after: { state: RevisionState; reason: string };
    }
  | {
      action: "revision.merged";
      subject: string;
      /** what it was based on, and said */
      before: { basedOn: string | null; content: NoteContent };
      after: { basedOn: string; content: NoteContent };
    }
  | {
      /** the accepted changes of a revision, by themselves in review or out */
      action: "revision.cut";
      subject: string;
      before: null;
      after: {
        cutFrom: string;
        /** `<item>:<part>` of the changes that are in it */
        accepted: string[];
        basedOn: string | null;
        summary: string;
        content: NoteContent;
        contentSha256: string;
        approverIds: string[];
        state: RevisionState;
        /** null while it waits for another approval */
        number: number | null;
        /** what became of the revision that it was cut from */
        rest: { state: RevisionState; basedOn: string | null };
      };
    }
  | {
      action: "changes.decided";
      /** the revision */
      subject: string;
      before: null;
      after: {
        verdict: Verdict;
        changes: { itemId: string; part: ChangePart; changeSha256: string }[];
        /** what was said with it */
        comment: { id: string; text: string; mentions: string[] } | null;
      };
    }
  | {
      action: "revision.published";
      subject: string;
      before: { state: RevisionState };
      after: {
        state: RevisionState;
        number: number;
        contentSha256: string;
        approverIds: string[];
        /** the revision that it was cut from, when that was put on top of it */
        rest: { revisionId: string; basedOn: string } | null;
      };
    }
  | {
      action: "revision.approved";
      subject: string;
      before: null;
      /** all whose approvals of this content hold, and are fewer than are asked for */
      after: { contentSha256: string; approverIds: string[] };
    }
  | { action: "revision.recalled"; subject: string; before: null; after: { reason: string } }
  | { action: "settings.review_changed"; subject: string; before: ReviewSettings; after: ReviewSettings }
  | {
      action: "comment.added";
      subject: string;
      before: null;
      after: {
        revisionId: string;
        itemId: string;
        text: string;
        /** what it is about; null: the item */
        words: Stretch | null;
        /** ids of those whom it calls on */
        mentions: string[];
      };
    }
  | {
      action: "comment.replied";
      /** the first comment of the thread, as of the two below */
      subject: string;
      before: null;
      after: { commentId: string; revisionId: string; itemId: string; text: string; mentions: string[] };
    }
  | {
      action: "comment.resolved";
      subject: string;
      before: { resolvedAt: null };
      after: { resolvedAt: string };
    }
  | {
      action: "comment.reopened";
      subject: string;
      before: { resolvedBy: string; resolvedAt: string };
      after: { resolvedAt: null };
    }
  | {
      action: "link.issued";
      subject: string;
      before: null;
      after: LinkRecord & { revisionId: string };
    }
  | { action: "link.changed"; subject: string; before: LinkRecord; after: LinkRecord }
  | { action: "link.token_replaced"; subject: string; before: null; after: { replacedAt: string } }
  | { action: "settings.sharing_changed"; subject: string; before: SharingSettings; after: SharingSettings }
  | { action: "link.revoked"; subject: string; before: { revokedAt: null }; after: { revokedAt: string } };
