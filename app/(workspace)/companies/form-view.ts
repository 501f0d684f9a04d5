import type { FormState } from "@/app/_server/action";
import {
  type CompanyFields,
  carriedOver,
  changedFacts,
  type Fact,
  formatFact,
  sentFields,
} from "@/lib/companies/facts";

const hints: Partial<Record<Fact, string>> = {
  ticker: "The address of its page. A former ticker leads there too.",
  exchange: "Its market identifier code, such as XNAS.",
  currency: "Three letters, such as USD.",
  ownerEmail: "Who is responsible for it. The desk is grouped by owner.",
};

export type FormView = ReturnType<typeof formView>;

/** What the form shows: after a refusal what was typed, the sentence where it belongs, and what somebody changed since. */
export function formView(state: FormState, kept: CompanyFields) {
  const base = state?.typed.companyId ? sentFields(state.typed, "base.") : kept;
  const fields = state ? carriedOver(sentFields(state.typed), base, kept) : kept;
  const changed = changedFacts(base, kept);
  const noticeOf = (fact: Fact) =>
    changed.includes(fact)
      ? `Somebody changed this from ${formatFact(fact, base)} to ${formatFact(fact, kept)}.`
      : undefined;
  const isShown = (name: string) =>
    /^(name|ticker|exchange|currency|fiscalYearEnd|ownerEmail|further\.\d+\.\w+)$/.test(name);
  const refusalAt = (name: string) => (state?.field === name ? state.refusal : undefined);
  return {
    /** the sentence that concerns no single field */
    aside: state && !(state.field && isShown(state.field)) ? state.refusal : null,
    further: fields.further,
    furtherNotice: noticeOf("further"),
    field: (fact: Exclude<Fact, "further">) => ({
      name: fact,
      defaultValue: fields[fact],
      hint: hints[fact],
      notice: noticeOf(fact),
      refusal: refusalAt(fact),
    }),
    rowField: (at: number, part: "ticker" | "exchange") => {
      const name = `further.${at}.${part}`;
      return { name, defaultValue: fields.further[at]?.[part] ?? "", refusal: refusalAt(name) };
    },
  };
}
