import { may, type Permission } from "@/lib/auth/permissions";
import type { Actor } from "@/lib/context";

const places = [
  { href: "/settings/people", name: "People", permission: "user.read" },
  { href: "/settings/audit", name: "Audit trail", permission: "audit.read" },
  { href: "/settings/review", name: "Review", permission: "settings.review" },
  { href: "/settings/sharing", name: "Sharing", permission: "settings.sharing" },
  { href: "/settings/sign-in", name: "Sign-in", permission: "settings.sign_in" },
  { href: "/settings/jobs", name: "Mail and jobs", permission: "job.read" },
] as const satisfies { href: string; name: string; permission: Permission }[];

/** The pages of settings that are there for the actor, in their order. */
export function openSettings(actor: Actor): { href: string; name: string }[] {
  return places.filter(({ permission }) => may(actor, permission)).map(({ href, name }) => ({ href, name }));
}
