import type { Period } from "@/lib/notes/period";
import { fold } from "./lines";
import { readPeriod } from "./periods";

type Names = [string, RegExp][];

export type TableKind = "guidance" | "topics" | "exchanges" | "analysts";

/** The columns of each table in their usual order; the first is the one that a table is known by. */
const tables: Record<TableKind, Names> = {
  guidance: [
    ["metric", /^(metrics?|kpis?|measures?|items?|line items?|guidance( items?| metrics?)?|target)$/],
    ["period", /^(periods?|fiscal period|time ?frame|horizon|year|quarter|applies to|for|guidance period)$/],
    ["previous", /^(previous|prior|last|old|earlier|before)\b/],
    ["current", /^(current|new|latest|updated|revised|now|this quarter|guidance now)\b/],
    ["change", /^(changes?|direction|status|action|delta|revision|update|movement|vs\.? prior)$/],
  ],
  topics: [
    ["topic", /^(topics?|themes?|subjects?|issues?)$/],
    ["previous", /^(previous|prior|earlier|past|last|history|historical)\b/],
    ["current", /^(current|this|latest|now|present|new)\b/],
    ["trend", /^(trends?|trajectory|direction|evolution|development|change|assessment|sentiment|comment(ary)?)\b/],
  ],
  exchanges: [
    ["question", /^(questions?|q)$/],
    ["answer", /^(answers?|a|responses?|management('s)? (answer|response))$/],
    ["topic", /^(topics?|themes?|subjects?)$/],
    ["askedBy", /^(asked by|analyst|asker|who asked)$/],
    ["askedByFirm", /^(firm|broker|bank|institution)$/],
    ["speakers", /^(answered by|speakers?|who answered|executive)$/],
    ["outcome", /^(outcome|result)$/],
  ],
  analysts: [
    ["name", /^(names?|analysts?|covering analysts?)$/],
    ["firm", /^(firms?|brokers?|banks?|institutions?|company|companies|house)$/],
  ],
};

/** What each cell of a row is: the name of a field, or null for a column that a note has no place for. */
export type Columns = { kind: TableKind; fields: (string | null)[] };

const columnCountMax = 40;

/** The kind of table that a row is the head of; null when it is no head. `own`: the note's quarter, when it is known. */
export function readHead(cells: string[], own: Period | null): Columns | null {
  if (cells.length > columnCountMax) return null;
  const names = cells.map((cell) => fold(cell).replace(/[:.]$/, ""));
  const readings = (Object.keys(tables) as TableKind[]).map((kind) => {
    const taken = new Set<string>();
    const fields = names.map((name) => {
      const field = tables[kind].find(([key, shape]) => !taken.has(key) && shape.test(name))?.[0] ?? null;
      if (field) taken.add(field);
      return field;
    });
    if (kind === "guidance" || kind === "topics") nameQuarters(kind, names, fields, own);
    return { kind, fields, known: fields.filter(Boolean).length };
  });
  const [best] = readings
    .filter(({ kind, fields, known }) => known >= 2 && fields.includes(tables[kind][0]?.[0] ?? ""))
    .sort((a, b) => b.known - a.known);
  return best ? { kind: best.kind, fields: best.fields } : null;
}

/**
 * Columns that are named by quarters: the note's own is the current one, else the latest that can be. Earlier ones of
 * topics hold one mention each; of guidance the latest of them is the previous one.
 */
function nameQuarters(kind: TableKind, names: string[], fields: (string | null)[], own: Period | null): void {
  const quarters = names
    .map((name, index) => ({ index, period: fields[index] ? null : readPeriod(name) }))
    .flatMap(({ index, period }) => (period ? [{ index, period }] : []))
    .sort((a, b) => (a.period < b.period ? 1 : -1));
  const isOwnTold = own !== null && (kind === "topics" || quarters.some(({ period }) => period === own));
  const latest = isOwnTold ? own : (quarters[0]?.period ?? null);
  for (const { index, period } of quarters) {
    if (period === latest && !fields.includes("current")) fields[index] = "current";
    else if (latest === null || period >= latest) continue;
    else if (kind === "guidance" && !fields.includes("previous")) fields[index] = "previous";
    else if (kind === "topics" && !fields.includes(mentionField(period))) fields[index] = mentionField(period);
  }
}

/** The field of a topic's mention in a quarter, as citations name it. */
export function mentionField(quarter: Period): string {
  return `mentions.${quarter}`;
}

/** The columns of a table without a head, by the section that it stands in. */
export function usualColumns(kind: TableKind): Columns {
  return { kind, fields: tables[kind].map(([name]) => name) };
}
