import { and, eq, isNotNull, isNull } from "drizzle-orm";
import type { z } from "zod";
import { companies, listings } from "@/db/schema/companies";
import { recordEvent } from "@/lib/audit/record";
import { authorise } from "@/lib/auth/permissions";
import { findActorByEmail } from "@/lib/auth/queries";
import { type Context, inTransaction } from "@/lib/context";
import { parseInput, Refused } from "@/lib/errors";
import { addCompanyInput } from "./input";

/** Adds a company under its primary ticker, which no other company may have. */
export async function addCompany(ctx: Context, input: z.input<typeof addCompanyInput>): Promise<{ id: string }> {
  authorise(ctx.actor, "company.add");
  const { ticker, exchange, name, currency, fiscalYearEnd, ownerEmail } = parseInput(addCompanyInput, input);
  const owner = ownerEmail ? await findActorByEmail(ctx, ownerEmail) : null;
  if (ownerEmail && !owner) throw new Refused("not_found", `No member has the address ${ownerEmail}. Add them first.`);
  return inTransaction(ctx, async (tx) => {
    const [company] = await tx.db
      .insert(companies)
      .values({
        name,
        reportingCurrency: currency,
        fiscalYearEndMonth: fiscalYearEnd,
        ownerId: owner?.id ?? null,
        createdAt: ctx.now,
      })
      .returning({ id: companies.id });
    if (!company) throw new Error("An insert that returned nothing.");
    const listing = { companyId: company.id, ticker, exchange, primarySince: ctx.now };
    const listed = await tx.db.insert(listings).values(listing).onConflictDoNothing().returning({ id: listings.id });
    if (listed.length === 0) throw new Refused("conflict", `${ticker} is ${await nameOf(tx, ticker)} already.`);
    await recordEvent(tx, {
      action: "company.added",
      subject: company.id,
      before: null,
      after: {
        name,
        ticker,
        exchange,
        reportingCurrency: currency,
        fiscalYearEndMonth: fiscalYearEnd,
        owner: owner?.id ?? null,
      },
    });
    return company;
  });
}

async function nameOf(ctx: Context, ticker: string): Promise<string> {
  const [row] = await ctx.db
    .select({ name: companies.name })
    .from(listings)
    .innerJoin(companies, eq(companies.id, listings.companyId))
    .where(and(eq(listings.ticker, ticker), isNotNull(listings.primarySince), isNull(listings.retiredAt)));
  return row?.name ?? "a company here";
}
