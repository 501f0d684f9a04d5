import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { database } from "@/db/client";
import { makeWritable, removeData } from "@/db/embedded";
import { loadDemo } from "@/lib/demo";
import { endWith } from "./run";
import { isDemo, openEmbedded, type Workspace } from "./workspace";

const account = z.object({ email: z.string(), name: z.string(), roles: z.array(z.string()), password: z.string() });
const loaded = z.object({ accounts: z.array(account), sharedLinkPath: z.string() });

/** Who can sign in to the demo, and the path of its one shared link. */
export type Demo = z.infer<typeof loaded>;

/** Opens the demo of a folder; loads it first when there is none, when its loading was cut short, or to start over. */
export async function openDemo(
  folder: string,
  { fresh, say }: { fresh: boolean; say: (line: string) => void },
): Promise<Workspace & { demo: Demo }> {
  makeWritable(folder);
  if (existsSync(join(folder, "secrets.json")) && !isDemo(folder)) {
    throw new Error(`${folder} holds a workspace that is not a demo: set QUARTERDECK_DATA to another folder.`);
  }
  if (isDemo(folder) && (fresh || !readDemo(folder))) await removeData(folder, say);
  if (!isDemo(folder)) {
    makeWritable(folder);
    keep(folder, {}); // from now on it is known as a demo's, however far the loading comes
  }
  const workspace = await openEmbedded(folder, say, endWith);
  try {
    return { ...workspace, demo: readDemo(folder) ?? (await load(folder, say)) };
  } catch (error) {
    await workspace.close();
    throw error;
  }
}

async function load(folder: string, say: (line: string) => void): Promise<Demo> {
  say("Loading the demo.");
  const demo = await loadDemo({ db: database(), say });
  keep(folder, demo);
  return demo;
}

function readDemo(folder: string): Demo | null {
  if (!isDemo(folder)) return null;
  return loaded.safeParse(JSON.parse(readFileSync(fileIn(folder), "utf8"))).data ?? null;
}

function keep(folder: string, content: Demo | Record<string, never>): void {
  writeFileSync(`${fileIn(folder)}.draft`, JSON.stringify(content, null, 2), { mode: 0o600, flush: true });
  renameSync(`${fileIn(folder)}.draft`, fileIn(folder));
}

function fileIn(folder: string): string {
  return join(folder, "demo.json");
}
