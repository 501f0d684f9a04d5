import { z } from "zod";
import { typedPassword } from "@/lib/auth/account-input";
import { emailInput, nameInput, rolesInput } from "@/lib/auth/input";
import { type Role, roles } from "@/lib/auth/roles";

const personId = z.uuid({ error: "There is no such person." });
const role = z.enum(roles);

export const changeRolesInput = z.object({
  personId,
  roles: rolesInput,
  /** those that were read */
  base: z.array(role).max(roles.length),
});

/** Whoever takes over; nobody when it is left out. */
const successor = z.preprocess(
  (sent) => (sent === "" || sent === undefined ? null : sent),
  z.uuid({ error: "Choose somebody from the list." }).nullable(),
);

export const disableInput = z.object({ personId, linksTo: successor, companiesTo: successor });
export const enableInput = z.object({ personId });

export const inviteInput = z.object({ email: emailInput, roles: rolesInput });
export const invitationInput = z.object({ invitationId: z.uuid({ error: "There is no such invitation." }) });

export const acceptInput = z.object({ token: z.string().max(100), name: nameInput, newPassword: typedPassword });

export const setUpInput = z.object({
  code: z.string().max(100),
  email: emailInput,
  name: nameInput,
  newPassword: typedPassword,
});

export const recoverInput = z.object({ email: emailInput, secondFactor: z.boolean().default(false) });

const tick = z.string().optional();

/** The roles of a form, each with a box to tick. */
export const roleTicks = z.object({ viewer: tick, analyst: tick, reviewer: tick, admin: tick });

export function tickedRoles(sent: Partial<Record<Role, string | undefined>>): Role[] {
  return roles.filter((each) => sent[each] !== undefined);
}
