import type { Actor, UserActor } from "@/lib/context";
import { Refused } from "@/lib/errors";
import type { Role } from "./roles";

/** Who may do what, by role; what a person had a hand in is judged by the command itself. */
const permissions = {
  "company.read": ["viewer", "admin"],
  "company.add": ["analyst", "admin"],
  "company.edit": ["analyst", "admin"],
  "note.read": ["viewer", "admin"],
  "draft.read": ["analyst"],
  "note.import": ["analyst"],
  "note.export": ["viewer", "admin"],
  "revision.create": ["analyst"],
  "revision.edit": ["analyst"],
  "revision.submit": ["analyst"],
  "revision.take_back": ["analyst"],
  "revision.discard": ["analyst"],
  "revision.review": ["reviewer"],
  "revision.approve": ["reviewer"],
  "revision.recall": ["reviewer"],
  "comment.write": ["analyst"],
  "link.read": ["analyst", "admin"],
  "link.issue": ["analyst"],
  "link.change": ["analyst", "admin"],
  "link.revoke": ["analyst", "admin"],
  "user.add": ["admin"],
  "user.read": ["admin"],
  "user.invite": ["admin"],
  "user.change_roles": ["admin"],
  "user.disable": ["admin"],
  "user.recover": [], // an operator's, at the command line
  "audit.read": ["admin"],
  "job.read": ["admin"],
  "job.retry": ["admin"],
  "settings.review": ["admin"],
  "settings.sharing": ["admin"],
  "settings.sign_in": ["admin"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

const includes: Record<Role, readonly Role[]> = {
  viewer: ["viewer"],
  analyst: ["viewer", "analyst"],
  reviewer: ["viewer", "analyst", "reviewer"],
  admin: ["admin"],
};

/** Whether the actor's roles allow it; the product's own actors may do everything that it asks of itself. */
export function may(actor: Actor, permission: Permission): boolean {
  if (actor.kind === "system") return true;
  const asked: readonly Role[] = permissions[permission];
  return [...actor.roles].some((role) => includes[role].some((held) => asked.includes(held)));
}

/** Refuses whoever may not. */
export function authorise(actor: Actor, permission: Permission): void {
  if (!may(actor, permission)) {
    throw new Refused("forbidden", "Your roles do not allow this. An admin can change them.");
  }
}

/** The person who acts; refuses whoever may not, and the product's own actors: what is signed is signed by somebody. */
export function authorisePerson(actor: Actor, permission: Permission): UserActor {
  authorise(actor, permission);
  if (actor.kind === "user") return actor;
  throw new Refused("forbidden", "Only a person can do this. Say who acts.");
}
