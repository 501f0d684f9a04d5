import { statSync } from "node:fs";
import { findActorByEmail } from "@/lib/auth/queries";
import type { Context } from "@/lib/context";
import { isPeriod } from "@/lib/notes/period";
import { importNote } from "@/lib/transfer/commands";
import { parseNote } from "@/lib/transfer/parse";
import type { ParsedItem, ParsedNote, Problem, ReadingOptions, Turn } from "@/lib/transfer/parsed";
import { readingReport } from "@/lib/transfer/report";
import { readArguments, usageError } from "./arguments";
import { run, sentenceOf } from "./run";
import { readText, textFilesIn } from "./text-file";
import { inWorkspace } from "./workspace";

const usage =
  "npm run -s note:import -- FILE… --as EMAIL [--company TICKER] [--period 2025-Q1] [--risks-from LINE|none] [--dry-run] [--json]";

/** What became of one file. `report` is its JSON; a failure is a sentence, or problems of severity error. */
type Outcome = { report: object; line: string; problems: Problem[]; failed: boolean };
type Reader = (text: string) => Promise<Outcome>;

run(async () => {
  const { values, positionals } = readArguments(usage, {
    allowPositionals: true,
    options: {
      "dry-run": { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      company: { type: "string" },
      period: { type: "string" },
      "risks-from": { type: "string" },
      as: { type: "string" },
    },
  });
  const { company, period, as } = values;
  if (positionals.length === 0) throw usageError(usage, "Name a file or a folder");
  if (period !== undefined && !isPeriod(period)) throw usageError(usage, "Write --period as 2025-Q1");
  const turn = readTurn(values["risks-from"]);
  const options: ReadingOptions = {
    ...(company && { ticker: company.toUpperCase() }),
    ...(period && { period }),
    ...(turn && { turn }),
  };
  const files = positionals.flatMap(textFilesIn);
  const single = positionals.length === 1 && !statSync(positionals[0] ?? "").isDirectory();
  const readAll = (read: Reader) => readFiles(files, read, { json: values.json, single });
  if (values["dry-run"]) return readAll(async (text) => dryRun(text, options));
  if (!as) throw usageError(usage, "Say with --as who imports, or try it with --dry-run");
  return inWorkspace(async (ctx) => {
    const actor = await findActorByEmail(ctx, as);
    if (!actor) throw new Error(`No member has the address ${as}: add them with npm run -s user:add.`);
    return readAll((text) => importOne({ ...ctx, actor }, text, options));
  });
});

/** The line of the first risk, or that there is none. */
function readTurn(risksFrom: string | undefined): Turn | null {
  if (risksFrom === undefined) return null;
  if (risksFrom === "none") return { to: "positive", line: 1 };
  if (/^[1-9]\d{0,6}$/.test(risksFrom)) return { to: "risk", line: Number(risksFrom) };
  throw usageError(usage, "Write --risks-from as the line of the first risk, or as none");
}

function dryRun(text: string, options: ReadingOptions): Outcome {
  const parsed = parseNote(text, options);
  const failed = parsed.problems.some(({ severity }) => severity === "error");
  const line = failed ? "cannot be imported" : `reads as ${parsed.ticker} ${parsed.period}: ${contents(parsed)}`;
  return { report: readingReport(parsed), line, problems: parsed.problems, failed };
}

/** `3 positives, 1 risk, 7 guidance rows` */
function contents({ items }: ParsedNote): string {
  const count = (name: string, is: (item: ParsedItem) => boolean) => {
    const found = items.filter(is).length;
    return found === 0 ? [] : [`${found} ${name}${found === 1 ? "" : "s"}`];
  };
  const isTakeaway = (item: ParsedItem, kind: string) => item.kind === "takeaway" && item.fields.kind === kind;
  const parts = [
    ...count("positive", (item) => isTakeaway(item, "positive")),
    ...count("risk", (item) => isTakeaway(item, "risk")),
    ...count("guidance row", ({ kind }) => kind === "guidance_row"),
    ...count("topic", ({ kind }) => kind === "topic_row"),
    ...count("exchange", ({ kind }) => kind === "exchange"),
    ...count("covering analyst", ({ kind }) => kind === "covering_analyst"),
  ];
  return parts.join(", ") || "a headline alone";
}

async function importOne(ctx: Context, text: string, options: ReadingOptions): Promise<Outcome> {
  const reading = dryRun(text, options);
  if (reading.failed) return reading;
  const { outcome, ...note } = await importNote(ctx, text, options);
  const at = `/companies/${note.ticker}/${note.period}/edit/${note.revisionId}`;
  const beside = note.beside.length > 0 ? `, beside a draft of ${note.beside.join(", ")}` : "";
  const became = {
    created: `draft created, at ${at}${beside}`,
    revised: `draft created on the published note, at ${at}${beside}`,
    unchanged: "unchanged",
  };
  const line = `${note.ticker} ${note.period}: ${became[outcome]}`;
  return { report: { outcome, ...note }, line, problems: note.problems, failed: false };
}

/** Every file is tried, whatever became of the one before. Returns the exit code. */
async function readFiles(
  files: string[],
  read: Reader,
  { json, single }: { json: boolean; single: boolean },
): Promise<number> {
  const reports: object[] = [];
  let failures = 0;
  for (const [index, file] of files.entries()) {
    const progress = single ? "" : `[${index + 1}/${files.length}] `;
    try {
      const { report, line, problems, failed } = await read(readText(file));
      reports.push(single ? report : { file, ...report });
      if (failed) failures++;
      if (json) continue;
      for (const problem of problems) console.error(`${file}:${problem.line}: ${problem.severity}: ${problem.message}`);
      console.log(`${progress}${file}: ${line}`);
    } catch (error) {
      failures++;
      reports.push({ file, error: sentenceOf(error) });
      console.error(`${progress}${file}: ${sentenceOf(error)}`);
      if (single) return 1;
    }
  }
  if (json) console.log(JSON.stringify(single ? reports[0] : reports, null, 2));
  return failures > 0 ? 1 : 0;
}
