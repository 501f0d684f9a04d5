import { format } from "node:util";

/** What JSON leaves as it is and a terminal or a reader of lines does not. */
const unseen = /[\u007f-\u009f\u2028\u2029]/g;

/** What a statement that failed was given: words of a note, an address, the hash of a secret. */
const values = /\nparams: .*?(?=\n {4}at |$)/gs;

/** One event as one line of JSON: what a client sent can end no line, begin no other, and colour no terminal. */
export function logLine(level: string, said: unknown[], at = new Date()): string {
  const message = format(...said.map((each) => (each instanceof Error ? wordsOf(each) : each))).replace(values, "");
  const line = JSON.stringify({ at: at.toISOString(), level, message });
  return line.replace(unseen, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** An error without what it carries beside its words and its code. */
function wordsOf(error: Error): string {
  const code = "code" in error ? ` (${error.code})` : "";
  const because = error.cause instanceof Error ? `\nbecause of ${wordsOf(error.cause)}` : "";
  return `${error.stack ?? error.message}${code}`.replace(values, "") + because;
}

/** From now on whatever this process has to say of what goes wrong is one line of JSON each. */
export function logLines(): void {
  for (const level of ["error", "warn"] as const) {
    console[level] = (...said: unknown[]) => void process.stderr.write(`${logLine(level, said)}\n`);
  }
}
