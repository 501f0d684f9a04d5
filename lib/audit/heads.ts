import { appendFile, mkdir, readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { env } from "@/lib/env";
import type { Head } from "./chain";
import type { AuditEvent } from "./events";

const headed: readonly string[] = ["revision.published", "revision.cut"] satisfies AuditEvent["action"][];

/** Whether the head of the trail is written down outside the database at this action: something goes out, or may. */
export function isHeaded(action: string): boolean {
  return headed.includes(action);
}

const headSchema = z.object({ seq: z.int().positive(), sha256: z.string().regex(/^[0-9a-f]{64}$/) });

/** Where heads are kept; null where nobody said so, as in tests of commands. */
export function headsFile(): string | null {
  const { AUDIT_HEADS } = env();
  return AUDIT_HEADS ? resolve(AUDIT_HEADS) : null;
}

/** Writes heads at the end of the file, each in a line of its own, and sees them on the disk. */
export async function appendHeads(file: string, heads: readonly Head[]): Promise<void> {
  const at = new Date().toISOString();
  const lines = heads.map(({ seq, sha256 }) => `${JSON.stringify({ seq, sha256, at })}\n`);
  await mkdir(dirname(file), { recursive: true });
  // One write at the end of the file: two publications at once each add a line, in whichever order.
  await appendFile(file, lines.join(""), { mode: 0o600, flush: true });
}

/** Keeps the head of a publication that is out. It stands even where that fails, which is logged and found by the next check. */
export async function appendHead(head: Head): Promise<void> {
  const file = headsFile();
  if (!file) return;
  try {
    await appendHeads(file, [head]);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    console.error(
      `The head of the audit trail at event ${head.seq} could not be written to ${file} (${code ?? message}). What was published stands. Make the file writable, then run: npm run -s audit:verify -- --add-heads`,
    );
  }
}

/** `failure`: why the file could not be read; one that is not there yet has no heads. `unreadable`: numbers of lines that are none. */
export type KeptHeads = { heads: Head[]; unreadable: number[]; failure: string | null };

export async function readHeads(file: string): Promise<KeptHeads> {
  let failure: string | null = null;
  const text = await readFile(file, "utf8").catch(({ code, message }: NodeJS.ErrnoException) => {
    if (code !== "ENOENT") failure = code ?? message;
    return "";
  });
  const heads: Head[] = [];
  const unreadable: number[] = [];
  for (const [at, line] of text.split("\n").entries()) {
    if (line === "") continue;
    const head = parsedHead(line);
    if (head) heads.push({ seq: head.seq, sha256: head.sha256 });
    else unreadable.push(at + 1);
  }
  return { heads, unreadable, failure };
}

function parsedHead(line: string): Head | null {
  try {
    return headSchema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}
