import { env } from "@/lib/env";

/** How long an invitation can be accepted, from when it was made or sent again. */
export const invitationHours = 72;

/** Where an invitation is accepted. It goes to whoever is invited, and is kept nowhere. */
export function invitationAddress(token: string): string {
  return `${env().PUBLIC_URL}/invite/${token}`;
}
