import { expect, it } from "vitest";
import { baseFields, type CompanyFields, carriedOver, changedFacts, formatFact, noFields, sentFields } from "./facts";

const fog: CompanyFields = {
  name: "Fog Works",
  ticker: "FOG",
  exchange: "XNAS",
  further: [{ ticker: "FOGX", exchange: "XLON" }],
  currency: "USD",
  fiscalYearEnd: "6",
  ownerEmail: "",
};

it("What a form was read from comes back as it was", () => {
  expect(sentFields(Object.fromEntries(baseFields(fog)), "base.")).toEqual(fog);
  expect(sentFields({})).toEqual({ ...noFields, fiscalYearEnd: "" });
});

it("Rows of further listings are read in their order, empty ones too", () => {
  const sent = { "further.0.ticker": "", "further.0.exchange": "", "further.1.ticker": "A", "further.1.exchange": "" };
  expect(sentFields(sent).further).toEqual([
    { ticker: "", exchange: "" },
    { ticker: "A", exchange: "" },
  ]);
});

it("What was typed stays, and what was left alone follows what a colleague changed", () => {
  const blank = { ticker: "", exchange: " " };
  const typed = { ...fog, name: "Fog Group", further: [...fog.further, blank] };
  const kept = { ...fog, name: "Fog AG", currency: "EUR", further: [] };
  expect(carriedOver(typed, fog, kept)).toEqual({ ...fog, name: "Fog Group", currency: "EUR", further: [] });
  expect(changedFacts(fog, kept)).toEqual(["name", "further", "currency"]);
  expect(carriedOver({ ...typed, further: [blank] }, fog, fog).further).toEqual([blank]);
});

it("A fact is told in words", () => {
  expect(formatFact("further", fog)).toBe("FOGX on XLON");
  expect(formatFact("further", noFields)).toBe("none");
  expect(formatFact("fiscalYearEnd", fog)).toBe("June");
  expect(formatFact("ownerEmail", fog)).toBe("nobody");
  expect(formatFact("currency", fog)).toBe("USD");
});
