import { compareLabels, type SourceEntry, sourceKinds } from "@/lib/sources/model";
import { type Draft, note, quoted } from "./draft";
import type { Line } from "./lines";

const inMark =
  /^\[(?:docs?|documents?|sources?)?\.?\s*([\p{L}\p{N}][\p{L}\p{N}._/-]{0,30})\]\s*[:：.)\u2010-\u2015-]?\s*(.*)$/iu;
const entry =
  /^(?:\[)?(?:docs?|documents?|sources?)?\.?\s*([\p{L}\p{N}][\p{L}\p{N}._/-]{0,30})\]?\s*(?:[:：.)]|\s[-\u2010-\u2015])\s*(.*)$/iu;

/** Takes a line of a list of documents: `doc 5: Title | release | 2025-05-28 | https://…`, the parts in any order. */
export function takeDocument(draft: Draft, line: Line, text: string): void {
  const match = inMark.exec(text) ?? entry.exec(text);
  if (!match) {
    note(draft, line.number, "warning", `This document has no label: ${quoted(text)}. Begin it with doc 1: …`);
    return;
  }
  const document: SourceEntry = { label: match[1] ?? "", title: null, kind: null, date: null, address: null };
  const rest: string[] = [];
  for (const part of (match[2] ?? "").split(/\s*[|｜\t]\s*|,\s+/u).map((each) => each.trim())) {
    const kind = sourceKinds.find((word) => word === part.toLowerCase());
    if (/^https?:\/\/\S+$/.test(part) && URL.canParse(part)) document.address = part;
    else if (/^\d{4}-\d{2}-\d{2}$/.test(part) && !Number.isNaN(Date.parse(part))) document.date = part;
    else if (kind) document.kind = kind;
    else if (part) rest.push(part);
  }
  document.title = rest.join(", ") || null;
  addDocument(draft, line, document);
}

/** Adds a document; one whose label another has already is reported, unless it says the same. */
export function addDocument(draft: Draft, line: Line, document: SourceEntry): void {
  const first = draft.documents.find(({ label }) => label === document.label);
  if (!first) draft.documents.push(document);
  else if (JSON.stringify(first) !== JSON.stringify(document)) {
    const message = `Another document has the label ${document.label} already. Not kept: ${quoted(line.text)}.`;
    note(draft, line.number, "warning", message);
  }
}

/** The documents that are listed, and those that are only cited, in the order of their labels. */
export function finishDocuments(draft: Draft, cited: string[]): SourceEntry[] {
  const byLabel = new Map(
    cited.map((label): [string, SourceEntry] => [label, { label, title: null, kind: null, date: null, address: null }]),
  );
  for (const document of draft.documents) byLabel.set(document.label, document);
  return [...byLabel.values()].sort((a, b) => compareLabels(a.label, b.label));
}
