import type { ItemKind } from "@/lib/notes/content";
import { formatKind } from "@/lib/notes/kind";
import { formatPeriod, type Period } from "@/lib/notes/period";
import type { AuditEvent } from "./events";
import type { subjectKinds } from "./subject-kinds";

export type Action = AuditEvent["action"];
type SubjectKind = (typeof subjectKinds)[Action];

/** What somebody did, in plain words. An action without words does not compile. */
const actionWords = {
  "user.added": "Added a person",
  "user.invited": "Invited a person",
  "invitation.renewed": "Sent an invitation again",
  "invitation.withdrawn": "Withdrew an invitation",
  "invitation.accepted": "Accepted an invitation",
  "user.roles_changed": "Changed the roles of a person",
  "user.disabled": "Disabled a person",
  "user.enabled": "Enabled a person again",
  "user.recovered": "Let a person back in",
  "user.renamed": "Changed their name",
  "user.password_changed": "Set a new password",
  "user.factor_added": "Set up a second factor",
  "user.factor_removed": "Removed their second factor",
  "user.recovery_codes_replaced": "Made new recovery codes",
  "user.recovery_code_used": "Signed in with a recovery code",
  "user.identity_linked": "Signed in through single sign-on for the first time",
  "company.added": "Added a company",
  "company.edited": "Edited a company",
  "note.imported": "Imported a text as a draft",
  "revision.created": "Opened a draft",
  "revision.edited": "Edited a draft",
  "revision.submitted": "Submitted for review",
  "revision.taken_back": "Took back from review",
  "revision.sent_back": "Sent back to its writers",
  "revision.discarded": "Discarded a revision",
  "revision.restored": "Restored an older revision as a draft",
  "revision.merged": "Brought a draft up to date",
  "changes.decided": "Decided on changes",
  "revision.cut": "Approved the accepted part",
  "revision.approved": "Approved, another approval is asked for",
  "revision.published": "Approved and published",
  "revision.recalled": "Recalled a revision",
  "comment.added": "Commented on an item",
  "comment.replied": "Answered a comment",
  "comment.resolved": "Resolved a thread of comments",
  "comment.reopened": "Reopened a thread of comments",
  "settings.review_changed": "Changed what a review asks for",
  "settings.sharing_changed": "Changed what shared links may do",
  "settings.sign_in_changed": "Changed what is asked of whoever signs in",
  "link.issued": "Made a shared link",
  "link.changed": "Changed what a shared link allows",
  "link.token_replaced": "Gave a shared link another address",
  "link.revoked": "Ended a shared link",
} as const satisfies Record<Action, string>;

export const actions = Object.keys(actionWords) as Action[];

/** An action that this version does not know keeps its own name. */
export function formatAction(action: string): string {
  return (actionWords as Record<string, string>)[action] ?? action;
}

/** What an event is about, as the tables know it now; null: they do not. */
export type Subject = {
  kind: string;
  /** a name; of an invitation, the address that it is for */
  person: string | null;
  company: string | null;
  /** the company's primary one now */
  ticker: string | null;
  period: Period | null;
  /** of a published revision */
  number: number | null;
  /** of the item that a comment is on */
  itemKind: ItemKind | null;
};

const note = ({ company, period, number }: Subject) =>
  company && period ? `${company} ${formatPeriod(period)}${number === null ? "" : `, r${number}`}` : null;

/** Its kind alone: what it says may not be published. */
function itemOf({ itemKind }: Subject): string {
  if (!itemKind || itemKind === "headline") return "the headline";
  return `a ${formatKind(itemKind)}`;
}

const subjectWords = {
  user: ({ person }) => person,
  invitation: ({ person }) => person && `Invitation of ${person}`,
  company: ({ company }) => company,
  revision: note,
  comment: (subject) => note(subject) && `Comment on ${itemOf(subject)} of ${note(subject)}`,
  settings: () => "The workspace",
  link: (subject) => note(subject) && `Shared link to ${note(subject)}`,
} satisfies Record<SubjectKind, (subject: Subject) => string | null>;

/** What an event is about: `Fog Works Q1 2025, r2`. */
export function formatSubject(subject: Subject): string {
  const words = (subjectWords as Record<string, ((of: Subject) => string | null) | undefined>)[subject.kind];
  return words?.(subject) ?? `A ${subject.kind} that is not there`;
}

/** Who acted: a person's name, or under which name the product itself did. */
export function formatActor(actor: string, name: string | null): string {
  if (name !== null) return name;
  const [kind, key = ""] = actor.split(":");
  return kind === "system" ? `Quarterdeck (${key.replaceAll("-", " ")})` : kind === "link" ? "A shared link" : actor;
}
