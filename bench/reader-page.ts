import { type Browser, chromium } from "playwright";
import { ensureBrowser } from "@/scripts/ensure-browser";
import type { AtEnd } from "./cleanup";
import { percentile } from "./times";

const loads = 5;
const cpuSlowdown = 4;
const network = {
  offline: false,
  latency: 150,
  downloadThroughput: 1_600_000 / 8,
  uploadThroughput: 750_000 / 8,
};

/** In the page: `tableAt` comes to when the table is on the screen, in the frame after the one in which it has a place. */
const watch = `
  globalThis.tableAt = new Promise((tell) => {
    const look = () => {
      const table = document.querySelector("table.guid");
      if (table && table.getBoundingClientRect().height > 0) requestAnimationFrame(() => tell(performance.now()));
      else requestAnimationFrame(look);
    };
    look();
  });`;

/** How long a reader on a slow phone with an empty cache waits for the guidance table, in milliseconds: the median. */
export async function guidanceTableMs(atEnd: AtEnd, url: string): Promise<number> {
  const browser = await chromium.launch({
    executablePath: ensureBrowser(console.log),
    args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
  });
  atEnd(() => browser.close());
  const times: number[] = [];
  for (let load = 0; load < loads; load += 1) times.push(await loadOnce(browser, url));
  return percentile(times, 50);
}

async function loadOnce(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", network);
  await devtools.send("Emulation.setCPUThrottlingRate", { rate: cpuSlowdown });
  await page.addInitScript({ content: watch });
  await page.goto(url);
  const time = await page.evaluate<number>("tableAt");
  await context.close();
  return time;
}
