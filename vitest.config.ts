import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const alias = { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") };
const onDatabase = [
  "{lib,db,scripts}/**/{commands,*-commands,queries,door,guards,rebuild,migrate,embedded,demo}.test.ts",
];

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
        },
      },
      {
        resolve: { alias },
        test: { name: "domain", include: onDatabase, globalSetup: ["db/test-cluster.ts"], testTimeout: 30_000 },
      },
    ],
  },
});
