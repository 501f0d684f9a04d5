import { and, eq, inArray, isNull, ne, sql } from "drizzle-orm";
import { companies, listings } from "@/db/schema/companies";
import type { Context } from "@/lib/context";
import { Refused } from "@/lib/errors";
import type { CompanyFacts, Listing } from "./facts";
import type { WrittenCompany } from "./input";

/** One writer of listings at a time: of two companies that claim the same one, the second finds it taken. */
export async function holdListings(ctx: Context): Promise<void> {
  await ctx.db.execute(sql`select pg_advisory_xact_lock(7260003)`);
}

/** A ticker names one company in addresses, and a listing belongs to one company. */
export async function refuseTaken(
  ctx: Context,
  { ticker, exchange, further }: WrittenCompany,
  ownId?: string,
): Promise<void> {
  const rows = await ctx.db
    .select({
      name: companies.name,
      ticker: listings.ticker,
      exchange: listings.exchange,
      primarySince: listings.primarySince,
    })
    .from(listings)
    .innerJoin(companies, eq(companies.id, listings.companyId))
    .where(
      and(
        isNull(listings.retiredAt),
        inArray(listings.ticker, [ticker, ...further.flatMap((row) => row?.ticker ?? [])]),
        ownId ? ne(listings.companyId, ownId) : undefined,
      ),
    );
  const named = rows.find((row) => row.ticker === ticker && row.primarySince);
  if (named) throw new Refused("conflict", `${ticker} is ${named.name} already.`, "ticker");
  for (const [at, listing] of [{ ticker, exchange }, ...further].entries()) {
    const taken = rows.find((row) => row.ticker === listing?.ticker && row.exchange === listing.exchange);
    if (!taken) continue;
    const field = at === 0 ? "ticker" : `further.${at - 1}.ticker`;
    throw new Refused("conflict", `${taken.ticker} on ${taken.exchange} is ${taken.name} already.`, field);
  }
}

/** Lists the company there, for the first time or again. */
export async function list(ctx: Context, companyId: string, { ticker, exchange }: Listing, primarySince: Date | null) {
  await ctx.db
    .insert(listings)
    .values({ companyId, ticker, exchange, primarySince })
    .onConflictDoUpdate({
      target: [listings.companyId, listings.ticker, listings.exchange],
      set: { primarySince, retiredAt: null },
    });
}

/** Retires what is left out before anything takes its place: a company has one primary listing at any time. */
export async function relist(
  ctx: Context,
  companyId: string,
  before: CompanyFacts,
  after: CompanyFacts,
): Promise<void> {
  const kept = [after, ...after.further];
  for (const old of [before, ...before.further].filter((listing) => !includes(kept, listing))) {
    await ctx.db
      .update(listings)
      .set({ retiredAt: ctx.now })
      .where(
        and(eq(listings.companyId, companyId), eq(listings.ticker, old.ticker), eq(listings.exchange, old.exchange)),
      );
  }
  for (const listing of after.further.filter((each) => !includes(before.further, each))) {
    await list(ctx, companyId, listing, null);
  }
  if (!includes([before], after)) await list(ctx, companyId, after, ctx.now);
}

function includes(all: Listing[], { ticker, exchange }: Listing): boolean {
  return all.some((listing) => listing.ticker === ticker && listing.exchange === exchange);
}
