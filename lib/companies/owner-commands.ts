import { eq } from "drizzle-orm";
import { companies } from "@/db/schema/companies";
import type { Context } from "@/lib/context";

/** Gives the companies that somebody owns to somebody else, or to nobody yet, within a command that records it. Their ids. */
export async function handOverCompanies({ db }: Context, ownerId: string, to: string | null): Promise<string[]> {
  const handed = await db
    .update(companies)
    .set({ ownerId: to })
    .where(eq(companies.ownerId, ownerId))
    .returning({ id: companies.id });
  return handed.map(({ id }) => id);
}
