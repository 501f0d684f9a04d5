import type { LinkView } from "./link-queries";

/** What a link shows: `r4, for ever`, or that this was recalled. */
export function formatShows({
  policy,
  number,
  isRecalled,
}: Pick<LinkView, "policy" | "number" | "isRecalled">): string {
  if (isRecalled) return policy === "latest" ? "That the latest was recalled" : `That r${number} was recalled`;
  return policy === "latest" ? "The latest published" : `r${number}, for ever`;
}

/** What it asks of its readers, and what it lets them do; none: whoever has it reads, and that is all. */
export function listTerms(
  link: Pick<LinkView, "hasPassword" | "recipients" | "viewsMax" | "viewsUsed" | "mayDownload">,
) {
  const { hasPassword, recipients, viewsMax, viewsUsed, mayDownload } = link;
  return [
    hasPassword && "Password",
    recipients.length > 0 &&
      `${recipients.length} ${recipients.length === 1 ? "address or domain" : "addresses or domains"}`,
    viewsMax !== null && `${viewsUsed} of ${viewsMax} views used`,
    mayDownload && "Downloads",
  ].filter((term) => term !== false);
}

/** The kinds of file that a link may give; `canPrint`: whether there is something to print a PDF with. */
export function fileNames(canPrint: boolean): string[] {
  return [...(canPrint ? ["PDF"] : []), "Markdown", "JSON"];
}

/** What whoever makes a link is told of its downloads. */
export function formatDownloads(canPrint: boolean): string {
  const files = canPrint
    ? "As PDF, Markdown and JSON."
    : "As Markdown and JSON. There is no PDF: no browser is set up here to print it. Whoever runs Quarterdeck can name one in CHROMIUM_PATH.";
  return `${files} What was downloaded cannot be taken back. A link with a limit of views gives none.`;
}

const given = { page: "Page", pdf: "PDF", markdown: "Markdown", json: "JSON" };

/** What a reader was given: `PDF`. */
export function formatGiven(what: keyof typeof given): string {
  return given[what];
}
