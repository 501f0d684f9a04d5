import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { users } from "@/db/schema/auth";
import { companies, listings } from "@/db/schema/companies";
import { authorise } from "@/lib/auth/permissions";
import type { Context, Database } from "@/lib/context";
import { type CompanyFacts, compareListings } from "./facts";
import { findPrimaryTicker } from "./queries";

type KnownCompany = { id: string; facts: CompanyFacts; owner: { id: string; name: string; email: string } | null };

/** The company to edit, under its primary ticker or under one that leads there; null when there is none. */
export async function findCompanyToEdit(ctx: Context, ticker: string): Promise<KnownCompany | null> {
  authorise(ctx.actor, "company.edit");
  const [listed] = await ctx.db
    .select({ id: listings.companyId })
    .from(listings)
    .where(and(eq(listings.ticker, ticker), isNotNull(listings.primarySince), isNull(listings.retiredAt)));
  if (listed) return readCompany(ctx.db, listed.id);
  const primary = await findPrimaryTicker(ctx, ticker);
  return primary ? findCompanyToEdit(ctx, primary) : null;
}

/** A company as it is; null when there is none. Asks nobody's leave: commands have asked. */
export async function readCompany(db: Database, id: string): Promise<KnownCompany | null> {
  const [company] = await db
    .select({
      name: companies.name,
      currency: companies.reportingCurrency,
      fiscalYearEnd: companies.fiscalYearEndMonth,
      owner: { id: users.id, name: users.name, email: users.email },
    })
    .from(companies)
    .leftJoin(users, eq(users.id, companies.ownerId))
    .where(eq(companies.id, id));
  const listed = await db
    .select({ ticker: listings.ticker, exchange: listings.exchange, primarySince: listings.primarySince })
    .from(listings)
    .where(and(eq(listings.companyId, id), isNull(listings.retiredAt)));
  const primary = listed.find(({ primarySince }) => primarySince !== null);
  if (!company || !primary) return null;
  const { owner, ...said } = company;
  return {
    id,
    owner,
    facts: {
      ...said,
      ticker: primary.ticker,
      exchange: primary.exchange,
      further: listed
        .filter((listing) => listing !== primary)
        .map(({ ticker, exchange }) => ({ ticker, exchange }))
        .sort(compareListings),
      ownerEmail: owner?.email ?? null,
    },
  };
}
