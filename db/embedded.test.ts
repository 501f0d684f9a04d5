import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import postgres from "postgres";
import { afterEach, beforeEach, expect, test } from "vitest";
import { removeData, startEmbedded } from "./embedded";
import { bornAt, findRunning } from "./embedded-lock";
import { throwawayFolder } from "./throwaway";

const holding = `
  const { startEmbedded } = await import(${JSON.stringify(pathToFileURL(join(import.meta.dirname, "embedded.ts")).href)});
  const { ownerUrl } = await startEmbedded(process.argv[1]);
  process.stdout.write(ownerUrl + "\\n");
`;

let folder: string;
beforeEach(async () => {
  folder = await throwawayFolder("embedded");
});
afterEach(() => removeData(folder));

/** A run of its own, as another terminal would start it. */
async function startElsewhere(): Promise<{ run: ChildProcess; ownerUrl: string }> {
  const node = ["--import", "tsx", "--input-type=module", "--eval", holding, folder];
  const run = spawn(process.execPath, node, { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(run.stdout, "data");
  return { run, ownerUrl: String(line).trim() };
}

async function ask(url: string, statement: string) {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await sql.unsafe(statement);
  } finally {
    await sql.end();
  }
}

test("After a run was killed the next one stops its server, and finds what it had committed.", async () => {
  const { run, ownerUrl } = await startElsewhere();
  await ask(ownerUrl, "create table kept as select 1 as value");
  const orphan = Number(readFileSync(join(folder, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
  run.kill("SIGKILL");
  await once(run, "exit");
  expect(bornAt(orphan)).not.toBeNull();
  const said: string[] = [];
  const database = await startEmbedded(folder, { say: (line) => said.push(line) });
  expect(bornAt(orphan)).toBeNull();
  expect(said).toEqual(["The last run did not end by itself; recovering its data."]);
  expect(await ask(database.ownerUrl, "select value from kept")).toEqual([{ value: 1 }]);
  await database.stop();
});

test("A second run on the same folder is refused, and commands find the first.", async () => {
  const database = await startEmbedded(folder);
  expect(findRunning(folder)?.url).toBe(database.url);
  expect(statSync(join(folder, "server.json")).mode & 0o777).toBe(0o600);
  await expect(startEmbedded(folder)).rejects.toThrow(/^Another run \(process \d+\) is using /);
  await database.stop();
  expect(findRunning(folder)).toBeNull();
});

test("Text is UTF-8 in PostgreSQL's own locale, and pages carry checksums.", async () => {
  const database = await startEmbedded(folder);
  const [row] = await ask(
    database.superUrl,
    `select current_setting('server_encoding') as encoding, current_setting('data_checksums') as checksums,
      datlocprovider as provider, datlocale as locale from pg_database where datname = current_database()`,
  );
  expect(row).toEqual({ encoding: "UTF8", checksums: "on", provider: "b", locale: "C.UTF-8" });
  await database.stop();
});

test("Data of another PostgreSQL, and data without its passwords, are refused and left as they are.", async () => {
  await (await startEmbedded(folder)).stop();
  writeFileSync(join(folder, "postgres/PG_VERSION"), "17\n");
  await expect(startEmbedded(folder)).rejects.toThrow(
    "holds data of PostgreSQL 17 and this version runs PostgreSQL 18",
  );
  writeFileSync(join(folder, "postgres/PG_VERSION"), "18\n");
  renameSync(join(folder, "secrets.json"), join(folder, "mislaid.json"));
  await expect(startEmbedded(folder)).rejects.toThrow("secrets.json is missing");
  expect(existsSync(join(folder, "server.json"))).toBe(false);
  renameSync(join(folder, "mislaid.json"), join(folder, "secrets.json"));
  await (await startEmbedded(folder)).stop();
});

test("A folder that cannot be made is refused with a sentence.", async () => {
  writeFileSync(join(folder, "file"), "");
  await expect(startEmbedded(join(folder, "file/data"))).rejects.toThrow(
    /cannot be written: make it writable, or set /,
  );
});
