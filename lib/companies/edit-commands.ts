import { and, asc, eq } from "drizzle-orm";
import type { z } from "zod";
import { companies } from "@/db/schema/companies";
import { notes, revisions } from "@/db/schema/notes";
import { recordEvent } from "@/lib/audit/record";
import { authorise } from "@/lib/auth/permissions";
import { type Context, inTransaction } from "@/lib/context";
import { parseInput, Refused } from "@/lib/errors";
import { formatPeriod } from "@/lib/notes/period";
import { columnsOf, findOwner, recordOf } from "./commands";
import { type CompanyFacts, type CompanyFields, changedFacts, fieldsOf, formatFacts, writtenRows } from "./facts";
import { readCompany } from "./facts-queries";
import { editCompanyInput } from "./input";
import { holdListings, refuseTaken, relist } from "./listing-commands";

/**
 * Writes what a person made of the company that they read; refused when somebody changed it since. A listing that is
 * left out is retired, and its ticker leads to the primary one from then on.
 */
export async function editCompany(ctx: Context, input: z.input<typeof editCompanyInput>): Promise<{ ticker: string }> {
  authorise(ctx.actor, "company.edit");
  const { companyId, base, ...written } = parseInput(editCompanyInput, input);
  return inTransaction(ctx, async (tx) => {
    await holdListings(tx);
    const { facts, owner: formerOwner } = await holdCompany(tx, companyId);
    refuseChanged(base, fieldsOf(facts));
    const edited = { ...written, further: writtenRows(written.further), ownerEmail: written.ownerEmail || null };
    const keepsOwner = edited.ownerEmail === facts.ownerEmail;
    const owner = keepsOwner ? (formerOwner?.id ?? null) : await findOwner(tx, written.ownerEmail);
    const before = recordOf(facts, formerOwner?.id ?? null);
    const after = recordOf(edited, owner);
    if (JSON.stringify(after) === JSON.stringify(before)) return { ticker: facts.ticker };
    await refuseInReview(tx, companyId, facts, edited);
    await refuseTaken(tx, written, companyId);
    await tx.db.update(companies).set(columnsOf(written, owner)).where(eq(companies.id, companyId));
    await relist(tx, companyId, facts, edited);
    await recordEvent(tx, { action: "company.edited", subject: companyId, before, after });
    return { ticker: written.ticker };
  });
}

/** A revision that is being submitted holds its company too, and is found in review once it lets go. */
async function holdCompany(ctx: Context, companyId: string) {
  await ctx.db.select({ id: companies.id }).from(companies).where(eq(companies.id, companyId)).for("update");
  const company = await readCompany(ctx.db, companyId);
  if (!company) throw new Refused("not_found", "There is no such company.");
  return company;
}

function refuseChanged(base: CompanyFields, kept: CompanyFields): void {
  const changed = changedFacts(base, kept);
  if (changed.length === 0) return;
  throw new Refused(
    "conflict",
    `Somebody changed ${formatFacts(changed)} of this company since you opened it. Nothing of yours is saved yet: look it over and save again.`,
  );
}

/** Name and ticker are part of what reviewers approve. */
async function refuseInReview(ctx: Context, companyId: string, kept: CompanyFacts, edited: CompanyFacts) {
  const fact = (["name", "ticker"] as const).find((each) => kept[each] !== edited[each]);
  if (!fact) return;
  const rows = await ctx.db
    .selectDistinct({ period: notes.period })
    .from(revisions)
    .innerJoin(notes, eq(notes.id, revisions.noteId))
    .where(and(eq(notes.companyId, companyId), eq(revisions.state, "in_review")))
    .orderBy(asc(notes.period));
  if (rows.length === 0) return;
  const quarters = new Intl.ListFormat("en").format(rows.map(({ period }) => formatPeriod(period)));
  const [are, them] = rows.length === 1 ? ["is", "it"] : ["are", "them"];
  const sentence = `${quarters} ${are} in review under this ${fact}. Publish ${them} or take ${them} back to draft first.`;
  throw new Refused("conflict", sentence, fact);
}
