import type { FormState } from "@/app/_server/action";
import { carriedOver, factOf, formatFact, type LinkFact, type LinkFields, sentFields } from "@/lib/sharing/link-fields";
import type { ShareableRevision } from "@/lib/sharing/shareable-queries";

export type LinkFormFacts = {
  /** what it begins with */
  kept: LinkFields;
  /** whether the link has a password already */
  hasPassword: boolean;
  /** of the revision that it shows unless it follows the note */
  number: number;
  /** those among which another can be chosen, newest first; left out: it is settled */
  revisions?: ShareableRevision[];
  /** the day in UTC */
  today: string;
  mailWorks: boolean;
  /** whether the server can print PDFs */
  canPrint: boolean;
};

export type LinkFormView = ReturnType<typeof linkFormView>;

const namesOf: Record<string, string> = { expiresAt: "end" };
const shown = ["label", "policy", "end", "recipients", "viewsMax", "password"];

/** What the form shows: after a refusal what was typed, each sentence where it belongs, and what somebody changed since. */
export function linkFormView(state: FormState, kept: LinkFields) {
  const base = state?.typed.base ? sentFields(JSON.parse(state.typed.base)) : kept;
  const refusals = Object.entries(state?.refusals ?? {}).map(([field, sentence]) => {
    const [first = ""] = field.split(".");
    return { name: namesOf[first] ?? first, sentence };
  });
  const elsewhere = refusals.find(({ name }) => !shown.includes(name))?.sentence;
  return {
    fields: state ? carriedOver(sentFields(state.typed), base, kept) : kept,
    /** that was chosen when it was refused */
    revisionId: state?.typed.revisionId,
    /** the sentence that concerns no single field */
    aside: elsewhere ?? (refusals.length === 0 ? state?.refusal : undefined),
    refusalAt: (name: string) =>
      refusals.flatMap((each) => (each.name === name ? [each.sentence] : [])).join(" ") || undefined,
    noticeOf: (fact: LinkFact) =>
      factOf(fact, base) === factOf(fact, kept)
        ? undefined
        : `Somebody changed this from ${formatFact(fact, base)} to ${formatFact(fact, kept)}.`,
  };
}
