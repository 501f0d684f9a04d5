import Papa from "papaparse";
import type { LinkVisit } from "./view-queries";

const heads = ["When, UTC", "What", "Revision", "Network", "Browser", "Verified address"];

/** The first line of a view log as a file. */
export const viewsCsvHead = writeLines([heads]);

/** Lines of a view log. No cell begins a formula in whatever opens the file. */
export function writeViews(visits: LinkVisit[]): string {
  return writeLines(
    visits.map(({ at, what, number, network, browser, address }) => [
      at.toISOString(),
      what,
      `r${number}`,
      network,
      browser,
      address ?? "",
    ]),
  );
}

function writeLines(lines: string[][]): string {
  return lines.length === 0 ? "" : `${Papa.unparse(lines, { escapeFormulae: true, newline: "\r\n" })}\r\n`;
}
