import { sql } from "drizzle-orm";
import { check, index, pgTable, smallint, text, timestamp, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { users } from "./auth";

export const companies = pgTable(
  "companies",
  {
    id: uuid().primaryKey().defaultRandom(),
    name: text().notNull(),
    /** ISO 4217 */
    reportingCurrency: text("reporting_currency").notNull(),
    /** month in which the fiscal year ends */
    fiscalYearEndMonth: smallint("fiscal_year_end_month").notNull(),
    /** the team member responsible for it; null: nobody yet */
    ownerId: uuid("owner_id").references(() => users.id),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (t) => [
    check("companies_currency", sql`${t.reportingCurrency} ~ '^[A-Z]{3}$'`),
    check("companies_month", sql`${t.fiscalYearEndMonth} between 1 and 12`),
    index("companies_owner").on(t.ownerId),
  ],
);

export const listings = pgTable(
  "listings",
  {
    id: uuid().primaryKey().defaultRandom(),
    companyId: uuid("company_id")
      .notNull()
      .references(() => companies.id),
    ticker: text().notNull(),
    /** ISO 10383 market identifier code */
    exchange: text().notNull(),
    /** since when this ticker names the company in addresses; null: a further listing */
    primarySince: timestamp("primary_since", { withTimezone: true }),
    /** since when it names the company no more; addresses with it lead to the primary one */
    retiredAt: timestamp("retired_at", { withTimezone: true }),
  },
  (t) => [
    check("listings_ticker", sql`${t.ticker} ~ '^[A-Z0-9.-]{1,12}$'`),
    check("listings_exchange", sql`${t.exchange} ~ '^[A-Z0-9]{4}$'`),
    unique("listings_once").on(t.companyId, t.ticker, t.exchange),
    uniqueIndex("listings_primary_ticker").on(t.ticker).where(sql`primary_since is not null and retired_at is null`),
    uniqueIndex("listings_one_primary").on(t.companyId).where(sql`primary_since is not null and retired_at is null`),
    index("listings_ticker_index").on(t.ticker),
  ],
);
