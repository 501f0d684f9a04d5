import { clipboardPage } from "@/app/_ui/clipboard-page";
import { spread } from "@/lib/transfer/spreadsheet";

const skipped = new Set(["STYLE", "SCRIPT", "TITLE", "TEMPLATE", "META", "LINK"]);
const block =
  /^(ADDRESS|ARTICLE|ASIDE|BLOCKQUOTE|DD|DIV|DL|DT|FIGURE|FOOTER|H[1-6]|HEADER|HR|LI|MAIN|OL|P|PRE|SECTION|TABLE|TBODY|TD|TH|THEAD|TR|UL)$/;

/** What a clipboard's HTML says as lines, its tables as rows with bars; null when there is no table in it. */
export function linesOfHtml(html: string): string | null {
  const { body } = clipboardPage(html);
  if (![...body.querySelectorAll("table")].some(isOfCells)) return null;
  const lines = [""];
  write(body, lines);
  const tidy = lines.map((line) => line.trim()).join("\n");
  return `${tidy.replace(/\n{3,}/g, "\n\n").trim()}\n`;
}

/** Mail programs lay whole letters out in tables: those hold other tables, or one cell in a row. */
function isOfCells(table: HTMLTableElement): boolean {
  return !table.querySelector("table") && [...table.rows].some(({ cells }) => cells.length > 1);
}

function write(node: Node, lines: string[]): void {
  for (const child of node.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) add(lines, (child.textContent ?? "").replace(/\s+/g, " "));
    if (!(child instanceof HTMLElement) || skipped.has(child.tagName)) continue;
    if (child.tagName === "BR") lines.push("");
    else if (child instanceof HTMLTableElement && isOfCells(child)) {
      lines.push(...writeRows(child), "");
    } else if (block.test(child.tagName)) {
      breakLine(lines);
      if (child.tagName === "LI") add(lines, "- ");
      write(child, lines);
      breakLine(lines);
      if (child.tagName === "P") lines.push("");
    } else write(child, lines);
  }
}

function add(lines: string[], words: string): void {
  lines[lines.length - 1] += words;
}

function breakLine(lines: string[]): void {
  if (lines.at(-1)?.trim()) lines.push("");
}

function writeRows({ rows }: HTMLTableElement): string[] {
  const cells = [...rows].map((row) =>
    [...row.cells].map(({ textContent, rowSpan, colSpan }) => {
      const words = (textContent ?? "").replace(/\s+/g, " ").trim().replaceAll("|", "\\|");
      return { words, down: rowSpan, across: colSpan };
    }),
  );
  return spread(cells).map((row) => `${row.join(" | ")} |`);
}

/** Puts words where the caret is, as if they were typed, so that the browser can undo it. */
export function insertWords(field: HTMLTextAreaElement, words: string): void {
  field.focus();
  if (document.execCommand("insertText", false, words)) return;
  field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** What stands between the caret and the start of its line: a table begins on a line of its own. */
export function isMidLine({ value, selectionStart }: HTMLTextAreaElement): boolean {
  return selectionStart > 0 && value[selectionStart - 1] !== "\n";
}
