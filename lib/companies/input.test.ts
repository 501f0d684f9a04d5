import { expect, it } from "vitest";
import { addCompanyInput, tickerInput } from "./input";

const company = { ticker: "kc", exchange: "xnas", name: " Fog Works ", currency: "usd", fiscalYearEnd: "Dec" };

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
  const result = addCompanyInput.safeParse({ ...company, fiscalYearEnd: typed });
  expect(result.error?.issues[0]?.message).toContain("December");
});

it.each(["BRK.B", "0700", "A-1"])("The ticker %s is one", (ticker) => {
  expect(tickerInput.parse(ticker)).toBe(ticker);
});

it.each(["", "TOO-LONG-TICKER", "K C", "КС", "../x", "..", "-"])("The ticker %j is none", (ticker) => {
  expect(tickerInput.safeParse(ticker).success).toBe(false);
});
