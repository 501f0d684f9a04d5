import { defineConfig } from "playwright/test";
import { provideEnv } from "@/lib/env";
import { findBrowser } from "./scripts/ensure-browser";

const executablePath = findBrowser();
if (!executablePath)
  throw new Error("There is no Chromium here: run npm test, which installs one, or set CHROMIUM_PATH.");
provideEnv({ CHROMIUM_PATH: executablePath }); // the workers read this file too, and need not search again

export default defineConfig({
  testDir: "e2e",
  timeout: 120_000, // a test that looks at every page waits for nothing, but a busy machine is slow
  globalSetup: "./e2e/global-setup.ts",
  workers: 1, // `queriesOf` counts what the whole server asks
  reporter: "list",
  use: {
    browserName: "chromium",
    viewport: { width: 1440, height: 900 },
    trace: "retain-on-failure",
    launchOptions: {
      executablePath,
      args: process.getuid?.() === 0 ? ["--no-sandbox"] : [], // Chromium has no sandbox for root
    },
  },
});
