"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { z } from "zod";
import { makingAction, personAction } from "@/app/_server/action";
import type { Role } from "@/lib/auth/roles";
import { disableInput, enableInput, invitationInput, roleTicks, tickedRoles } from "@/lib/people/input";
import { invitationAddress } from "@/lib/people/invitation";
import { invite, renewInvitation, withdrawInvitation } from "@/lib/people/invite-commands";
import { disablePerson, enablePerson } from "@/lib/people/leave-commands";
import { changeRoles } from "@/lib/people/roles-commands";

/** `address`: where it is accepted; null when that goes out by mail. */
const made = ({ token }: { token: string | null }) => ({ address: token === null ? null : invitationAddress(token) });

export const inviteAction = makingAction(roleTicks.extend({ email: z.string() }), async (ctx, { email, ...ticks }) =>
  made(await invite(ctx, { email, roles: tickedRoles(ticks) })),
);

export const renewInvitationAction = makingAction(invitationInput, async (ctx, sent) => {
  const renewed = made(await renewInvitation(ctx, sent));
  refresh(); // when it ends now
  return renewed;
});

export const withdrawInvitationAction = personAction(invitationInput, async (ctx, sent) => {
  await withdrawInvitation(ctx, sent);
  redirect("/settings/people?withdrawn");
});

const rolesForm = roleTicks.extend({ personId: z.string(), base: z.string() });

export const changeRolesAction = personAction(rolesForm, async (ctx, { personId, base, ...ticks }) => {
  refresh(); // a refusal is shown beside the roles as they are now
  await changeRoles(ctx, { personId, base: base.split(",").filter(Boolean) as Role[], roles: tickedRoles(ticks) });
  redirect(`/settings/people/${personId}?saved`);
});

export const disablePersonAction = personAction(disableInput, async (ctx, sent) => {
  await disablePerson(ctx, sent);
  redirect(`/settings/people/${sent.personId}?disabled`);
});

export const enablePersonAction = personAction(enableInput, async (ctx, sent) => {
  await enablePerson(ctx, sent);
  redirect(`/settings/people/${sent.personId}?enabled`);
});
