export type Listing = { ticker: string; exchange: string };

/** By ticker, then by exchange. */
export function compareListings(a: Listing, b: Listing): number {
  const [one, other] = [`${a.ticker} ${a.exchange}`, `${b.ticker} ${b.exchange}`];
  return one < other ? -1 : Number(one > other);
}

/** The rows of a form in which something is written, in order. */
export function writtenRows(rows: (Listing | null)[]): Listing[] {
  return rows.filter((row) => row !== null).toSorted(compareListings);
}

/** What people say of a company. */
export type CompanyFacts = {
  name: string;
  /** the primary listing's */
  ticker: string;
  exchange: string;
  /** by ticker */
  further: Listing[];
  /** ISO 4217 */
  currency: string;
  /** month in which the fiscal year ends, 1 to 12 */
  fiscalYearEnd: number;
  /** null: nobody yet */
  ownerEmail: string | null;
};

export const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

const words = {
  name: "name",
  ticker: "ticker",
  exchange: "exchange",
  further: "further listings",
  currency: "currency",
  fiscalYearEnd: "fiscal year end",
  ownerEmail: "owner",
} satisfies Record<keyof CompanyFacts, string>;

export type Fact = keyof typeof words;
const facts = Object.keys(words) as Fact[];

/** `the currency and the owner` */
export function formatFacts(changed: Fact[]): string {
  return new Intl.ListFormat("en").format(changed.map((fact) => `the ${words[fact]}`));
}

/** A fact as it is told in a sentence. */
export function formatFact(fact: Fact, fields: CompanyFields): string {
  if (fact === "further") {
    return fields.further.map(({ ticker, exchange }) => `${ticker} on ${exchange}`).join(", ") || "none";
  }
  if (fact === "fiscalYearEnd") return months[Number(fields.fiscalYearEnd) - 1] ?? "";
  return fields[fact] || "nobody";
}

export function changedFacts(before: CompanyFields, after: CompanyFields): Fact[] {
  return facts.filter((fact) => JSON.stringify(before[fact]) !== JSON.stringify(after[fact]));
}

/** A company as the fields of its form. */
export type CompanyFields = Record<Exclude<Fact, "further">, string> & { further: Listing[] };

export const noFields: CompanyFields = {
  name: "",
  ticker: "",
  exchange: "",
  further: [],
  currency: "",
  fiscalYearEnd: "12",
  ownerEmail: "",
};

export function fieldsOf(company: CompanyFacts): CompanyFields {
  return { ...company, fiscalYearEnd: String(company.fiscalYearEnd), ownerEmail: company.ownerEmail ?? "" };
}

/** What a form sends: further listings are rows of `further.0.ticker` and `further.0.exchange`. */
export function sentFields(sent: Record<string, string>, prefix: "" | "base." = ""): CompanyFields {
  const field = (name: string) => sent[prefix + name] ?? "";
  const further: Listing[] = [];
  for (let at = 0; sent[`${prefix}further.${at}.ticker`] !== undefined; at += 1) {
    further.push({ ticker: field(`further.${at}.ticker`), exchange: field(`further.${at}.exchange`) });
  }
  return {
    name: field("name"),
    ticker: field("ticker"),
    exchange: field("exchange"),
    further,
    currency: field("currency"),
    fiscalYearEnd: field("fiscalYearEnd"),
    ownerEmail: field("ownerEmail"),
  };
}

/** The names and values under which a form sends what it was read from. */
export function baseFields({ further, ...fields }: CompanyFields): [string, string][] {
  const rows = further.flatMap(({ ticker, exchange }, at) => [
    [`further.${at}.ticker`, ticker],
    [`further.${at}.exchange`, exchange],
  ]);
  return [...Object.entries(fields), ...rows].map(([name = "", value = ""]) => [`base.${name}`, value]);
}

export function isBlank({ ticker, exchange }: Listing): boolean {
  return ticker.trim() === "" && exchange.trim() === "";
}

/** What was typed, but where its writer left the base alone: there what is kept now, which a colleague may have changed. */
export function carriedOver(typed: CompanyFields, base: CompanyFields, kept: CompanyFields): CompanyFields {
  const written = { ...typed, further: typed.further.filter((listing) => !isBlank(listing)) };
  const untouched = facts.filter((fact) => !changedFacts(written, base).includes(fact));
  return { ...typed, ...Object.fromEntries(untouched.map((fact) => [fact, kept[fact]])) };
}
