import { tmpdir } from "node:os";
import { LRUCache } from "lru-cache";
import { env } from "@/lib/env";
import { formatPeriod } from "@/lib/notes/period";
import { html } from "@/lib/publishing/html";
import { findFont } from "./fonts";
import { type Opened, sharedPage } from "./frame";

const printedMax = 20;
const waitMsMax = 20_000;

const kept = new LRUCache<string, Uint8Array>({ max: printedMax });
let printing: Promise<unknown> = Promise.resolve();

/** Whether the operator has named a Chromium to print with. */
export function mayPrint(): boolean {
  return Boolean(env().CHROMIUM_PATH);
}

/** The stored article on paper, as A4. One is printed at a time, and the last ones are kept: they never change. */
export async function printed(opened: Opened & { articleSha256: string }): Promise<Uint8Array> {
  const known = kept.get(opened.articleSha256);
  if (known) return known;
  const next = printing.then(() => kept.get(opened.articleSha256) ?? print(opened));
  printing = next.catch(() => {});
  const pdf = await next;
  kept.set(opened.articleSha256, pdf);
  return pdf;
}

async function print(opened: Opened): Promise<Uint8Array> {
  const { CHROMIUM_PATH: executablePath } = env();
  if (!executablePath) throw new Error("CHROMIUM_PATH is not set: there is nothing to print with.");
  const { chromium } = await import("playwright"); // only where something is printed
  const server = await chromium.launchServer({
    executablePath,
    chromiumSandbox: process.getuid?.() !== 0,
    timeout: waitMsMax,
    env: { HOME: tmpdir() }, // and none of our secrets
  });
  // Printing itself knows no limit; whoever waits behind it must not wait for ever.
  const deadline = setTimeout(() => void server.kill(), waitMsMax);
  try {
    const browser = await chromium.connect(server.wsEndpoint(), { timeout: waitMsMax });
    const page = await browser.newPage({ javaScriptEnabled: false });
    page.setDefaultTimeout(waitMsMax);
    const title = `${opened.ticker} ${formatPeriod(opened.period)}, r${opened.number}`;
    const { document } = sharedPage(opened, { before: null, after: html``, title });
    // The one document and our own fonts: nothing else is fetched.
    await page.route("**/*", (route) => {
      const { pathname } = new URL(route.request().url());
      if (pathname === "/") return route.fulfill({ contentType: "text/html; charset=utf-8", body: document });
      const font = findFont(/^\/s\/fonts\/([0-9a-f]{32})\.woff2$/.exec(pathname)?.[1] ?? "");
      return font ? route.fulfill({ contentType: "font/woff2", body: Buffer.from(font) }) : route.abort();
    });
    await page.goto("http://note.invalid/", { waitUntil: "load" });
    return await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true });
  } finally {
    clearTimeout(deadline);
    await server.kill();
  }
}
