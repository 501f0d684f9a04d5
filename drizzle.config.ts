import { defineConfig } from "drizzle-kit";

/** Only `npm run db:generate` uses this; db/migrate.ts applies what it writes. */
export default defineConfig({
  dialect: "postgresql",
  schema: "./db/schema/*",
  out: "./db/migrations",
});
