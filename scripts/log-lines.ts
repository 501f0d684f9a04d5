import { format } from "node:util";

/** What JSON leaves as it is and a terminal or a reader of lines does not. */
const unseen = /[\u007f-\u009f\u2028\u2029]/g;

/** One event as one line of JSON: what a client sent can end no line, begin no other, and colour no terminal. */
export function logLine(level: string, said: unknown[], at = new Date()): string {
  const line = JSON.stringify({ at: at.toISOString(), level, message: format(...said.map(plainly)) });
  return line.replace(unseen, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Of an error what it is and where it came up. The values of a statement, and what the database says of them, are people's. */
function plainly(said: unknown): unknown {
  if (!(said instanceof Error)) return said;
  const frames = said.stack?.split("\n").filter((line) => /^\s+at /.test(line)) ?? [];
  const cause = said.cause === undefined ? [] : [`caused by ${plainly(said.cause)}`];
  return [`${said.name}: ${whatOf(said)}`, ...frames, ...cause].join("\n");
}

function whatOf(error: Error): string {
  if ("query" in error && "params" in error) return `Failed query: ${error.query}`;
  if (!("code" in error)) return error.message;
  if (!("severity" in error)) return `${error.message} (${error.code})`;
  const { code, table_name: table, constraint_name: constraint } = error as Error & Record<string, unknown>;
  return [code, table, constraint].filter(Boolean).join(" ");
}

/** From now on whatever this process has to say of what goes wrong is one line of JSON each. */
export function logLines(): void {
  for (const level of ["error", "warn"] as const) {
    console[level] = (...said: unknown[]) => void process.stderr.write(`${logLine(level, said)}\n`);
  }
}
