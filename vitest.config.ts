import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const alias = { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") };
const onDatabase = [
  "{app,lib,db,scripts}/**/{,*-}{commands,queries,door,guards,rebuild,verify,migrate,embedded,demo,connect,context,worker}.test.ts",
  "app/**/draft-*.test.ts",
];

// Enough for the full counts of `npm run verify` on a slow machine.
const testTimeout = 180_000;

export default defineConfig({
  test: {
    projects: [
      { resolve: { alias }, test: { name: "house", include: ["lib/house.test.ts"] } },
      {
        resolve: { alias },
        test: {
          name: "model",
          include: ["{lib,db,scripts,app}/**/*.test.ts"],
          exclude: ["lib/house.test.ts", ...onDatabase],
          testTimeout,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "domain",
          include: onDatabase,
          globalSetup: ["db/test-cluster.ts"],
          env: { AUTH_SECRET: "of tests alone, and of no workspace" },
          testTimeout,
        },
      },
    ],
  },
});
