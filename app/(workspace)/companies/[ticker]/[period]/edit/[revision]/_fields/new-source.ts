import { sourceSchema } from "@/lib/notes/content";
import type { Edit } from "@/lib/notes/input";
import { formatLabel, type SourceEntry, sourceKinds } from "@/lib/sources/model";

/** A document as it is typed into a form; what is empty is not known. */
export type TypedSource = Record<keyof SourceEntry, string>;

/** The number that follows the highest one of the note's documents. */
export function nextLabel(sources: readonly SourceEntry[]): string {
  const numbers = sources.map(({ label }) => (/^\d{1,9}$/.test(label) ? Number(label) : 0));
  return String(Math.max(0, ...numbers) + 1);
}

/** Reads a typed document, or says by field what is wrong with it. */
export function readSource(
  typed: TypedSource,
  known: readonly SourceEntry[],
): { source: SourceEntry } | { problems: Partial<TypedSource> } {
  const label = typed.label.trim().replace(/^docs?\.?\s*(?=\d)/i, "");
  const optional = (words: string) => words.trim() || null;
  const source = {
    label,
    title: optional(typed.title),
    kind: sourceKinds.find((kind) => kind === typed.kind) ?? null,
    date: optional(typed.date),
    address: optional(typed.address),
  };
  const problems: Partial<TypedSource> = {};
  for (const { path, message } of sourceSchema.safeParse(source).error?.issues ?? []) {
    problems[path[0] as keyof TypedSource] ??= sentences[path[0] as keyof TypedSource] ?? message;
  }
  if (!labelShape.test(label)) problems.label = "Give the document a number, or a short name without blanks.";
  if (known.some((other) => other.label === label)) {
    problems.label = `${formatLabel(label)} is in this note already. Go back to the list to cite it, or give this one another number.`;
  }
  return Object.keys(problems).length > 0 ? { problems } : { source };
}

/** What a text can carry in `[doc 5]` and be read back. */
const labelShape = /^[\p{L}\p{N}][\p{L}\p{N}._/-]{0,30}$/u;

const sentences: Partial<TypedSource> = {
  address: "Write the whole address, beginning with https://, or leave it empty.",
};

/** Says that a colleague's document came first under the label of one that was just saved; null when none did. */
export function takenLabel(edits: readonly Edit[], sources: readonly SourceEntry[]): string | null {
  for (const edit of edits) {
    if (edit.op !== "cite" || !edit.source) continue;
    const { source } = edit;
    const held = sources.find(({ label }) => label === source.label);
    const isTaken = held && (["title", "kind", "date", "address"] as const).some((part) => held[part] !== source[part]);
    if (!isTaken) continue;
    const [theirs, yours] = [held, source].map(({ title }) => (title ? `“${title}”` : "a document without a title"));
    return `${formatLabel(source.label)} is ${theirs} already, so your mark names that one. Cite yours, ${yours}, under another number.`;
  }
  return null;
}
