import Papa from "papaparse";
import { expect, it } from "vitest";
import { fileHeaders } from "./headers";
import { viewsCsvHead, writeViews } from "./views-csv";

const visit = {
  id: 1,
  at: new Date("2026-11-26T08:00:00Z"),
  what: "page" as const,
  number: 4,
  network: "203.0.113.0/24",
  browser: "Safari on iOS",
  address: "ines@fund.example",
};

it("The view log as a file has a head and one line for each view, which a spreadsheet reads back.", () => {
  const text = viewsCsvHead + writeViews([visit, { ...visit, what: "pdf", address: null }]) + writeViews([]);
  expect(Papa.parse<string[]>(text, { skipEmptyLines: true }).data).toEqual([
    ["When, UTC", "What", "Revision", "Network", "Browser", "Verified address"],
    ["2026-11-26T08:00:00.000Z", "page", "r4", "203.0.113.0/24", "Safari on iOS", "ines@fund.example"],
    ["2026-11-26T08:00:00.000Z", "pdf", "r4", "203.0.113.0/24", "Safari on iOS", ""],
  ]);
});

it.each(["=1+1", "+1", "-1", "@x", "\tx", "\rx", '=HYPERLINK("x")', "a,b\n=c"])(
  "R68: No cell of it begins a formula, such as %j.",
  (words) => {
    const [row] = Papa.parse<string[]>(writeViews([{ ...visit, browser: words }])).data;
    expect(row?.[4]).toBe(/^[=+\-@\t\r]/.test(words) ? `'${words}` : words);
  },
);

it("R68: What a reader's browser or address says stays in its cell and its line, whatever signs it has.", () => {
  const signs = ['"', '""', ",", "\r\n", "\n=1+1", '","=1+1', "\u2028", ";", "\t", "<script>alert(1)</script>"];
  const visits = signs.map((words) => ({ ...visit, browser: `a${words}b`, address: `x${words}@fund.example` }));
  const { data } = Papa.parse<string[]>(viewsCsvHead + writeViews(visits), { skipEmptyLines: true });
  expect(data.map((row) => row.length)).toEqual(Array(signs.length + 1).fill(6));
  expect(data.slice(1).map((row) => row[4])).toEqual(visits.map(({ browser }) => browser));
  expect(data.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
});

it("It is saved and never shown: nothing in it can run, and nobody keeps it on the way.", () => {
  expect(fileHeaders("text/csv; charset=utf-8", "views.csv", null, true)).toMatchObject({
    "Content-Disposition": `attachment; filename="views.csv"`,
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
  });
});
