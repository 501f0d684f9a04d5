import type { SourceEntry } from "@/lib/sources/model";
import type { Problem, Severity } from "./parsed";

/** Problems that say the same, as one: its first sentence, what follows it, and the lines. */
export type ProblemGroup = { severity: Severity; title: string; detail: string; lines: number[] };

/** In the order in which a person takes them: what stops the import, what to read, what is only told; each by line. */
export function groupProblems(problems: readonly Problem[]): ProblemGroup[] {
  const groups = new Map<string, ProblemGroup>();
  for (const { line, severity, message } of problems) {
    const key = `${severity} ${message}`;
    const group = groups.get(key) ?? { severity, ...splitMessage(message), lines: [] };
    if (!group.lines.includes(line)) group.lines.push(line);
    groups.set(key, group);
  }
  const order: Severity[] = ["error", "warning", "info"];
  return [...groups.values()].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

/** Quoted words stay with the sentence that quotes them. */
function splitMessage(message: string): { title: string; detail: string } {
  const [, title = message, detail = ""] = /^((?:“[^”]*”|[^“])*?[.?!])\s+(\S.*)$/su.exec(message) ?? [];
  return { title: title.replace(/\.$/, ""), detail };
}

/** Documents that the note knows by other titles under the same labels: it keeps its own. */
export function otherDocuments(own: readonly SourceEntry[], read: readonly SourceEntry[]): Problem[] {
  return read.flatMap(({ label, title }) => {
    const known = own.find((source) => source.label === label)?.title ?? null;
    if (title === null || known === null || known === title) return [];
    const message = `Document ${label} is “${known}” in this note, and stays so. The text has another one under that label: “${title}”. Give that one a label of its own.`;
    return [{ line: 1, severity: "warning", message } as const];
  });
}
