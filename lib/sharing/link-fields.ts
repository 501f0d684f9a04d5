import { formatDay, formatMinute } from "@/lib/notes/day";
import type { LinkTerms } from "./link";

/** What a link allows as a form has it: words, and `on` or nothing for what is ticked. */
export type LinkFields = {
  label: string;
  policy: string;
  /** `none`, `same` for the end that it has, `day` for the day written beside it, or a day, `2026-12-31` */
  end: string;
  endDay: string;
  /** the end that it has */
  sameEnd: string;
  /** one in each line */
  recipients: string;
  mayDownload: string;
  showsNewer: string;
  viewsMax: string;
};

const names = [
  ...["label", "policy", "end", "endDay", "sameEnd", "recipients", "mayDownload", "showsNewer", "viewsMax"],
] as (keyof LinkFields)[];

/** The fields among all that a form has sent; what is not ticked is not sent. */
export function sentFields(sent: Record<string, string>): LinkFields {
  return Object.fromEntries(names.map((name) => [name, sent[name] ?? ""])) as LinkFields;
}

/** When a link with these fields ends; an invalid date where that cannot be read. */
export function endOf({ end, endDay, sameEnd }: Pick<LinkFields, "end" | "endDay" | "sameEnd">): Date | null {
  if (end === "none") return null;
  if (end === "same") return new Date(sameEnd);
  return endOfDay(end === "day" ? endDay : end);
}

/** The last moment of a day of UTC. */
export function endOfDay(day: string): Date {
  const end = new Date(`${day}T23:59:59.999Z`);
  // Some runtimes read 31 Feb as 3 Mar.
  return Number.isNaN(end.getTime()) || end.toISOString().slice(0, 10) !== day ? new Date(Number.NaN) : end;
}

/** `dayAfter("2026-12-30", 7)` is `2027-01-06`. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** What a form of a link that is there begins with. */
export function fieldsOf(terms: LinkTerms): LinkFields {
  const tick = (yes: boolean) => (yes ? "on" : "");
  return {
    label: terms.label,
    policy: terms.policy,
    end: terms.expiresAt ? "same" : "none",
    endDay: "",
    sameEnd: terms.expiresAt?.toISOString() ?? "",
    recipients: terms.recipients.join("\n"),
    mayDownload: tick(terms.mayDownload),
    showsNewer: tick(terms.showsNewer),
    viewsMax: terms.viewsMax === null ? "" : String(terms.viewsMax),
  };
}

/** What the form of a new link begins with: as little as a reader needs, and an end. */
export function newFields(today: string): LinkFields {
  return {
    ...fieldsOf({
      label: "",
      policy: "revision",
      expiresAt: null,
      recipients: [],
      mayDownload: false,
      showsNewer: true,
      viewsMax: null,
    }),
    end: dayAfter(today, 30),
  };
}

const facts = ["label", "policy", "end", "recipients", "mayDownload", "showsNewer", "viewsMax"] as const;
export type LinkFact = (typeof facts)[number];

/** What was typed, where it was: a fact that was left as `base` had it is as it is kept now. */
export function carriedOver(typed: LinkFields, base: LinkFields, kept: LinkFields): LinkFields {
  const fields = { ...typed, sameEnd: kept.sameEnd };
  for (const fact of facts) {
    if (factOf(fact, typed) === factOf(fact, base)) fields[fact] = kept[fact];
  }
  return fields;
}

/** What one fact of a form comes to, so that two forms can be compared. */
export function factOf(fact: LinkFact, fields: LinkFields): string {
  if (fact !== "end") return fields[fact];
  const end = endOf(fields);
  return end ? String(end.getTime()) : "none";
}

/** A fact in words, for whoever is told that somebody changed it. */
export function formatFact(fact: LinkFact, fields: LinkFields): string {
  const value = fields[fact];
  switch (fact) {
    case "label":
      return `“${value}”`;
    case "policy":
      return value === "latest" ? "always the latest published" : "one revision for ever";
    case "end":
      return formatEnd(endOf(fields));
    case "recipients":
      return value.split("\n").join(", ") || "whoever has it";
    case "viewsMax":
      return value || "no limit";
    case "mayDownload":
    case "showsNewer":
      return value ? "yes" : "no";
  }
}

/** `no end`, `the end of 31 Dec 2026, UTC`, or the minute where it is another one. */
export function formatEnd(end: Date | null): string {
  if (!end) return "no end";
  if (Number.isNaN(end.getTime())) return "no day";
  const iso = end.toISOString();
  return iso.endsWith("T23:59:59.999Z") ? `the end of ${formatDay(iso.slice(0, 10))}, UTC` : formatMinute(end);
}
