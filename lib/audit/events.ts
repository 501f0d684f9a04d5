import type { Role } from "@/lib/auth/roles";
import type { Stretch } from "@/lib/comments/words";
import type { NoteContent } from "@/lib/notes/content";
import type { Period } from "@/lib/notes/period";
import type { RevisionState } from "@/lib/notes/state";
import type { Step } from "@/lib/notes/step";
import type { SourceEntry } from "@/lib/sources/model";

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
  | { action: "user.added"; subject: string; before: null; after: { email: string; name: string; roles: Role[] } }
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
      after: { state: RevisionState; summary: string; contentSha256: string };
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
      action: "revision.published";
      subject: string;
      before: { state: RevisionState };
      after: { state: RevisionState; number: number; contentSha256: string; approverIds: string[] };
    }
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
      after: { revisionId: string; label: string; expiresAt: string | null };
    }
  | { action: "link.revoked"; subject: string; before: { revokedAt: null }; after: { revokedAt: string } };

/** `revision` for the subject of a `revision.edited`: what kind of thing the subject's id names. */
export const subjectKinds = {
  "user.added": "user",
  "company.added": "company",
  "company.edited": "company",
  "note.imported": "revision",
  "revision.created": "revision",
  "revision.edited": "revision",
  "revision.submitted": "revision",
  "revision.taken_back": "revision",
  "revision.discarded": "revision",
  "revision.published": "revision",
  "comment.added": "comment",
  "comment.replied": "comment",
  "comment.resolved": "comment",
  "comment.reopened": "comment",
  "link.issued": "link",
  "link.revoked": "link",
} as const satisfies Record<AuditEvent["action"], string>;
