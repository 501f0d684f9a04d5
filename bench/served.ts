import type { ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { provideEnv } from "@/lib/env";
import { ended, forked, hasEnded } from "./child";
import type { AtEnd } from "./cleanup";

/** Serves the built product from a process of its own, on the database of this one's environment; where it answers. */
export async function serveProduct(atEnd: AtEnd): Promise<string> {
  const port = await freePort();
  // One machine stands for many, each of which may send only so much.
  provideEnv({ HOST: "127.0.0.1", PORT: String(port), PUBLIC_URL: "", TRUSTED_PROXIES: "127.0.0.1" });
  const product = forked("scripts/start.ts", []);
  atEnd(() => ended(product));
  const publicUrl = `http://127.0.0.1:${port}`;
  await answers(product, `${publicUrl}/api/healthz`);
  return publicUrl;
}

async function answers(child: ChildProcess, address: string): Promise<void> {
  while (!hasEnded(child)) {
    const isThere = await fetch(address).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isThere) return;
    await sleep(200);
  }
  throw new Error("The product did not start; what it said stands above.");
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
