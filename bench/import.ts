import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { demoText } from "@/lib/demo";
import { parseNote } from "@/lib/transfer/parse";
import { addCompanyOf } from "@/lib/world";
import { ended, forked } from "./child";
import type { AtEnd } from "./cleanup";
import { type MadeUpNote, madeUpNotes } from "./made-up-notes";
import { ms, percentile, timesLine, timesOf } from "./times";
import { openDemo, type Workspace } from "./workspace";

const parsings = 500;
const noteCount = 1_000;
const megabyte = 1024 * 1024;

/** Parses one note by itself, and imports a folder of notes by the command that people use. */
export async function benchImport(atEnd: AtEnd): Promise<void> {
  await parseOne();
  const workspace = await openDemo(atEnd);
  const notes = madeUpNotes(noteCount);
  await addCompanies(workspace, notes);
  const folder = mkdtempSync(join(tmpdir(), "quarterdeck-bench-notes-"));
  atEnd(async () => rmSync(folder, { recursive: true }));
  for (const { ticker, period, text } of notes) writeFileSync(join(folder, `${ticker}-${period}.txt`), text);
  const kilobytes = notes.reduce((sum, { text }) => sum + text.length, 0) / notes.length / 1024;
  console.log(`\n${noteCount.toLocaleString("en")} notes of ${kilobytes.toFixed(1)} KB each, from a folder:`);
  await importFolder(workspace, folder, atEnd);
}

/** As our own export, and as a person's text that says nothing of its format. */
async function parseOne(): Promise<void> {
  const own = demoText("kc-2025-q1");
  const persons = own.slice(own.indexOf("\n") + 1);
  for (const [name, text] of [["our own format", own] as const, ["free text", persons] as const]) {
    await timesOf(parsings, () => parsed(text)); // warm
    const times = await timesOf(parsings, () => parsed(text));
    console.log(timesLine(`Parsing one note of ${(text.length / 1024).toFixed(1)} KB, ${name}`, times));
    console.log(`Its p99 is ${ms(percentile(times, 99))} (wanted: under 20 ms).`);
  }
}

async function parsed(text: string): Promise<void> {
  if (parseNote(text).items.length === 0) throw new Error("A text that was not read.");
}

async function addCompanies({ connection: { db } }: Workspace, notes: readonly MadeUpNote[]): Promise<void> {
  for (const ticker of new Set(notes.map((note) => note.ticker))) {
    await addCompanyOf(db, {
      ticker,
      exchange: "XNAS",
      name: `Made up company ${ticker}`,
      currency: "USD",
      fiscalYearEnd: "December",
      ownerEmail: "",
    });
  }
}

async function importFolder({ connection }: Workspace, folder: string, atEnd: AtEnd): Promise<void> {
  const count = async () => Number((await connection.sql`select count(*) from note_imports`)[0]?.count);
  const before = await count();
  const begun = performance.now();
  const importing = forked(
    "scripts/note-import.ts",
    [folder, "--as", "ana@quarterdeck.example"],
    "bench/peak-memory.ts",
  );
  atEnd(() => ended(importing));
  const peak = await peakOf(importing);
  const seconds = (performance.now() - begun) / 1000;
  const imported = (await count()) - before;
  if (importing.exitCode !== 0 || imported !== noteCount) throw new Error(`Only ${imported} notes were imported.`);
  console.log(`${seconds.toFixed(1)} s from its start to its end (wanted: under 60 s).`);
  console.log(`${(peak / megabyte).toFixed(0)} MB at most, without the database (wanted: under 300 MB).`);
}

/** The memory that a process says on leaving that it took at most, in bytes. */
async function peakOf(child: ChildProcess): Promise<number> {
  let peak = Number.NaN;
  child.on("message", (bytes: number) => {
    peak = bytes;
  });
  await Promise.all([once(child, "exit"), once(child, "disconnect")]);
  return peak;
}
