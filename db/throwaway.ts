import { chmodSync, existsSync, mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { removeData } from "./embedded";
import { isLocked } from "./embedded-lock";

/** For data that is thrown away: what a crash of the machine would cost need not be paid for. */
export const throwawaySettings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

/** A data folder for one run of tests, to be deleted with `removeData`; those that killed runs have left go first. */
export async function throwawayFolder(name: string): Promise<string> {
  const prefix = `quarterdeck-${name}-`;
  for (const entry of readdirSync(tmpdir()).filter((each) => each.startsWith(prefix))) {
    const folder = join(tmpdir(), entry);
    if (isAbandoned(folder)) await removeData(folder);
  }
  const folder = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(folder, 0o711); // as root, PostgreSQL runs as another user
  return folder;
}

/** One without a lock may be about to start, and one that cannot be read is another user's. */
function isAbandoned(folder: string): boolean {
  try {
    return existsSync(join(folder, "server.json")) && !isLocked(folder);
  } catch {
    return false;
  }
}
