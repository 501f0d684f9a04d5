import { expect, it } from "vitest";
import { addCompanyInput, editCompanyForm, editCompanyInput, tickerInput } from "./input";

const company = { ticker: "kc", exchange: "xnas", name: " Fog Works ", currency: "usd", fiscalYearEnd: "Dec" };

function sentence(change: Partial<Record<keyof typeof company, string>>): string {
  return addCompanyInput.safeParse({ ...company, ...change }).error?.issues[0]?.message ?? "";
}

it("A company's codes are kept in capitals and its name without blanks around it", () => {
  expect(addCompanyInput.parse(company)).toMatchObject({
    ticker: "KC",
    exchange: "XNAS",
    name: "Fog Works",
    currency: "USD",
    fiscalYearEnd: 12,
  });
});

it.each([
  ["December", 12],
  ["jun", 6],
  ["3", 3],
  ["03-31", 3],
])("The fiscal year end %j is month %i", (typed, month) => {
  expect(addCompanyInput.parse({ ...company, fiscalYearEnd: typed }).fiscalYearEnd).toBe(month);
});

it.each(["", "13", "0", "ju", "Sommer"])("The fiscal year end %j is refused with a sentence", (typed) => {
  expect(sentence({ fiscalYearEnd: typed })).toContain("December");
});

it.each(["BRK.B", "0700", "A-1"])("The ticker %s is one", (ticker) => {
  expect(tickerInput.parse(ticker)).toBe(ticker);
});

const cyrillic = "\u041a\u0421";
const fullWidth = "\uff2b\uff23";
const ligature = "\ufb01g"; // FIG in capitals
const longS = "\u017fap"; // SAP in capitals
const rightToLeft = "K\u202eC";
const joined = "K\u200dC";
it.each([
  "",
  "TOO-LONG-TICKER",
  "K C",
  "../x",
  "..",
  "-",
  "K\0C",
  cyrillic,
  fullWidth,
  ligature,
  longS,
  rightToLeft,
  joined,
])("R66: The ticker %j is refused with a sentence", (ticker) => {
  expect(sentence({ ticker })).toContain("A ticker has 1 to 12 letters from A to Z");
});

it.each(["", "US", "RMB1", "US$", "\u017fek", "\u0415UR", "U\u202eSD"])(
  "The currency %j is refused with a sentence",
  (currency) => {
    expect(sentence({ currency })).toContain("Write the currency as three letters");
  },
);

it.each(["", "NASDAQ", "XNA\u0405", "XN S"])("The exchange %j is refused with a sentence", (exchange) => {
  expect(sentence({ exchange })).toContain("market identifier code of four characters");
});

it.each([
  ["", "Name the company."],
  ["x".repeat(201), "Keep the company's name under 200 characters."],
  ["Fog\0", "The name has a character that cannot be kept"],
  ["Fog\ud800", "The name has a character that cannot be kept"],
  ["Fog\u202egoF", "The name has a character that is not seen"],
  ["Fog\u200bhorn", "The name has a character that is not seen"],
])("R65, R66: The name %j is refused with a sentence", (name, expected) => {
  expect(sentence({ name })).toContain(expected);
});

it("An empty row of further listings is none, and a sentence about another one says which row it is", () => {
  const blank = { ticker: " ", exchange: "" };
  expect(addCompanyInput.parse({ ...company, further: [blank, { ticker: "3896", exchange: "xhkg" }] }).further).toEqual(
    [null, { ticker: "3896", exchange: "XHKG" }],
  );
  const halved = addCompanyInput.safeParse({ ...company, further: [blank, { ticker: "3896", exchange: "" }] });
  expect(halved.error?.issues[0]).toMatchObject({ path: ["further", 1, "exchange"] });
  const many = Array.from({ length: 31 }, (_, at) => ({ ticker: `T${at}`, exchange: "XNAS" }));
  expect(addCompanyInput.safeParse({ ...company, further: many }).error?.issues[0]?.message).toContain("at most 30");
});

it("A listing that stands there twice is refused, however it is typed", () => {
  const twice = [
    { ticker: "KC", exchange: "XHKG" },
    { ticker: "kc", exchange: "Xhkg" },
  ];
  expect(addCompanyInput.safeParse({ ...company, further: twice }).error?.issues[0]).toMatchObject({
    message: "KC on XHKG stands here twice. Remove one.",
    path: ["further", 1, "ticker"],
  });
});

it("A form that says of no company what it edits is refused with a sentence", () => {
  const form = editCompanyForm.parse({ ...company });
  expect(editCompanyInput.safeParse(form).error?.issues[0]?.message).toBe(
    "This form cannot be read. Reload the page and try again.",
  );
});
