import type { z } from "zod";
import { companies } from "@/db/schema/companies";
import type { CompanyRecord } from "@/lib/audit/events";
import { recordEvent } from "@/lib/audit/record";
import { authorise } from "@/lib/auth/permissions";
import { findActorByEmail } from "@/lib/auth/queries";
import { type Context, inTransaction } from "@/lib/context";
import { parseInput, Refused } from "@/lib/errors";
import { type CompanyFacts, writtenRows } from "./facts";
import { addCompanyInput, type WrittenCompany } from "./input";
import { holdListings, list, refuseTaken } from "./listing-commands";

/** Adds a company under its primary ticker, which no other company may have. */
export async function addCompany(
  ctx: Context,
  input: z.input<typeof addCompanyInput>,
): Promise<{ id: string; ticker: string }> {
  authorise(ctx.actor, "company.add");
  const written = parseInput(addCompanyInput, input);
  return inTransaction(ctx, async (tx) => {
    await holdListings(tx);
    await refuseTaken(tx, written);
    const owner = await findOwner(tx, written.ownerEmail);
    const [company] = await tx.db
      .insert(companies)
      .values({ ...columnsOf(written, owner), createdAt: ctx.now })
      .returning({ id: companies.id });
    if (!company) throw new Error("An insert that returned nothing.");
    await list(tx, company.id, written, ctx.now);
    const further = writtenRows(written.further);
    for (const listing of further) await list(tx, company.id, listing, null);
    await recordEvent(tx, {
      action: "company.added",
      subject: company.id,
      before: null,
      after: recordOf({ ...written, further }, owner),
    });
    return { id: company.id, ticker: written.ticker };
  });
}

/** The id of the member who has the address; null for an empty one. */
export async function findOwner(ctx: Context, email: string): Promise<string | null> {
  if (email === "") return null;
  const owner = await findActorByEmail(ctx, email);
  if (owner) return owner.id;
  throw new Refused("not_found", `No member has the address ${email}. Add them first.`, "ownerEmail");
}

export function columnsOf({ name, currency, fiscalYearEnd }: WrittenCompany, ownerId: string | null) {
  return { name, reportingCurrency: currency, fiscalYearEndMonth: fiscalYearEnd, ownerId };
}

/** As the audit trail has it. */
export function recordOf(facts: Omit<CompanyFacts, "ownerEmail">, owner: string | null): CompanyRecord {
  const { name, ticker, exchange, further, currency, fiscalYearEnd } = facts;
  return { name, ticker, exchange, further, reportingCurrency: currency, fiscalYearEndMonth: fiscalYearEnd, owner };
}
