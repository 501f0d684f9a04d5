import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { tamper } from "@/lib/audit/fixtures/chained";
import { noteText } from "@/lib/notes/fixtures/note-text";
import { addTeam, publishText } from "@/lib/world";
import { root } from "./run";

let base: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), "quarterdeck-verify-"));
const file = join(folder, "heads.jsonl");
beforeAll(async () => {
  base = await freshDatabase();
  const team = await addTeam(base.app);
  await publishText(base.app, { text: noteText, ...team, summary: "First" });
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await base.close();
});

function verify(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", join(root, "scripts/audit-verify.ts"), ...args],
    {
      env: { PATH: "", DATABASE_URL: base.urls.app, AUDIT_HEADS: file, NODE_ENV: "test" },
      cwd: root,
      encoding: "utf8",
    },
  );
  return { status, stdout, stderr };
}

it("The check of the trail says which workspace it read and how many events hold, and ends with 1 when something is wrong", async () => {
  const unheaded = verify();
  expect(unheaded.stderr).toMatch(/^In t_[0-9a-f]+ on 127\.0\.0\.1:\d+, the database of DATABASE_URL\.$/m);
  expect(unheaded.stdout).toMatch(/no head of 1 publication \(event 8\)/);
  expect(unheaded.status).toBe(1);
  expect(verify("--add-heads")).toMatchObject({
    status: 0,
    stdout: `The chain holds: 8 events, and 1 head in ${file}.\n`,
  });
  expect(verify()).toMatchObject({ status: 0 });

  await tamper(base.sql.superuser, "delete from audit_events where seq > 6");
  const cut = `The trail ends at event 6, and ${file} has the head of event 8: what came after event 6 was cut off.\n`;
  expect(verify()).toMatchObject({ status: 1, stdout: cut });
  expect(verify("--add-heads")).toMatchObject({ status: 1, stdout: cut });
  await tamper(base.sql.superuser, "update audit_events set actor = 'system:nobody' where seq = 2");
  expect(verify()).toMatchObject({
    status: 1,
    stdout: "Event 2 was altered: what it says is not what its hash was made of.\n",
  });
});
