import { eq } from "drizzle-orm";
import type { z } from "zod";
import { sessions, users } from "@/db/schema/auth";
import { recordEvent } from "@/lib/audit/record";
import { authorise, authorisePerson, may } from "@/lib/auth/permissions";
import { findActor } from "@/lib/auth/queries";
import { handOverCompanies } from "@/lib/companies/owner-commands";
import { type Context, inTransaction } from "@/lib/context";
import { parseInput, Refused } from "@/lib/errors";
import { endLinksOf, handOverLinks } from "@/lib/sharing/keeper-commands";
import { holdPeople, holdPerson, refuseLastAdmin } from "./hold-commands";
import { disableInput, enableInput } from "./input";

/**
 * Takes all access from somebody, at once and everywhere: their sessions are over. Their shared links end, or go to
 * somebody else; their companies go to somebody else, or to nobody yet.
 */
export async function disablePerson(ctx: Context, input: z.input<typeof disableInput>): Promise<void> {
  const by = authorisePerson(ctx.actor, "user.disable");
  const { personId, linksTo, companiesTo } = parseInput(disableInput, input);
  const relation = personId === by.id ? "oneself" : "neither";
  authorise(by, "user.disable", relation, "You cannot disable yourself. Ask another admin.");
  await inTransaction(ctx, async (tx) => {
    await holdPeople(tx);
    const person = await holdPerson(tx, personId);
    if (person.disabledAt) throw new Refused("conflict", `${person.name} is disabled already.`);
    if (person.roles.includes("admin")) await refuseLastAdmin(tx, person);
    await refuseSuccessor(tx, person.id, linksTo, "linksTo");
    await refuseSuccessor(tx, person.id, companiesTo, "companiesTo");
    await tx.db.update(users).set({ disabledAt: tx.now }).where(eq(users.id, personId));
    await tx.db.delete(sessions).where(eq(sessions.userId, personId));
    const links = linksTo ? await handOverLinks(tx, personId, linksTo) : await endLinksOf(tx, personId, by.id);
    const companies = await handOverCompanies(tx, personId, companiesTo);
    await recordEvent(tx, {
      action: "user.disabled",
      subject: personId,
      before: { disabledAt: null },
      after: {
        disabledAt: tx.now.toISOString(),
        links: { ids: links.toSorted(), keptBy: linksTo },
        companies: { ids: companies.toSorted(), owner: companiesTo },
      },
    });
  });
}

/** Links and companies are for people who write. */
async function refuseSuccessor(tx: Context, personId: string, to: string | null, field: string): Promise<void> {
  if (to === null) return;
  const successor = to === personId ? null : await findActor(tx.db, to);
  if (successor && may(successor, "link.issue")) return;
  throw new Refused("conflict", "Choose somebody who writes notes and is not disabled.", field);
}

/** Gives somebody their access back, with the roles that they have. What was ended or handed over stays so. */
export async function enablePerson(ctx: Context, input: z.input<typeof enableInput>): Promise<void> {
  authorise(ctx.actor, "user.disable");
  const { personId } = parseInput(enableInput, input);
  await inTransaction(ctx, async (tx) => {
    await holdPeople(tx);
    const { disabledAt } = await holdPerson(tx, personId);
    if (!disabledAt) return;
    await tx.db.update(users).set({ disabledAt: null }).where(eq(users.id, personId));
    await recordEvent(tx, {
      action: "user.enabled",
      subject: personId,
      before: { disabledAt: disabledAt.toISOString() },
      after: { disabledAt: null },
    });
  });
}
