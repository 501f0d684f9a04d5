import type { Actor, UserActor } from "@/lib/context";
import { Refused } from "@/lib/errors";
import type { Role } from "./roles";

/** How somebody stands to what they act on: it is their own account, or a revision that they wrote in or submitted. */
export type Relation = "oneself" | "had a hand" | "neither";

/** Who may do it, and how they must stand to the thing, or must not. */
type Rule = { by: readonly Role[] | "anybody"; if?: Relation; unless?: Relation };

/** Who may do what to what: the one table of it, which commands and pages ask, and tests at every door. */
const permissions = {
  "company.read": { by: ["viewer", "admin"] },
  "company.add": { by: ["analyst", "admin"] },
  "company.edit": { by: ["analyst", "admin"] },
  "note.read": { by: ["viewer", "admin"] },
  "draft.read": { by: ["analyst"] },
  "note.import": { by: ["analyst"] },
  "note.export": { by: ["viewer", "admin"] },
  "revision.create": { by: ["analyst"] },
  "revision.edit": { by: ["analyst"] },
  "revision.submit": { by: ["analyst"] },
  "revision.take_back": { by: ["analyst"], if: "had a hand" },
  "revision.discard": { by: ["analyst"] },
  "revision.review": { by: ["reviewer"], unless: "had a hand" },
  "revision.approve": { by: ["reviewer"], unless: "had a hand" },
  "revision.recall": { by: ["reviewer"] },
  "comment.write": { by: ["analyst"] },
  "link.read": { by: ["analyst", "admin"] },
  "link.issue": { by: ["analyst"] },
  "link.change": { by: ["analyst", "admin"] },
  "link.revoke": { by: ["analyst", "admin"] },
  "account.change": { by: "anybody", if: "oneself" }, // name, and how one likes the pages
  "account.secure": { by: "anybody", if: "oneself" }, // password, second factor, sessions
  "user.add": { by: ["admin"] },
  "user.read": { by: ["admin"] },
  "user.invite": { by: ["admin"] },
  "user.change_roles": { by: ["admin"] },
  "user.disable": { by: ["admin"], unless: "oneself" },
  "user.recover": { by: [] }, // an operator's, at the command line
  "audit.read": { by: ["admin"] },
  "job.read": { by: ["admin"] },
  "job.retry": { by: ["admin"] },
  "settings.review": { by: ["admin"] },
  "settings.sharing": { by: ["admin"] },
  "settings.sign_in": { by: ["admin"] },
} as const satisfies Record<string, Rule>;

export type Permission = keyof typeof permissions;

const includes: Record<Role, readonly Role[]> = {
  viewer: ["viewer"],
  analyst: ["viewer", "analyst"],
  reviewer: ["viewer", "analyst", "reviewer"],
  admin: ["admin"],
};

const operator: Permission[] = [
  ...(["company.add", "user.add", "user.recover"] as const),
  ...(["note.read", "draft.read", "note.export", "audit.read"] as const),
];

/**
 * What the product does by itself, by the name of who does it: an operator's commands, and the first hand in demos and tests,
 * which nobody has who is served. All others of its actors, those for strangers and for jobs among them, may nothing.
 */
const byItself: ReadonlyMap<string, readonly Permission[]> = new Map([
  ["command-line", operator],
  ["demo", [...operator, "job.read", "job.retry", "settings.review", "settings.sharing", "settings.sign_in"]],
]);

/**
 * Whether the table allows it. Without a relation, which is not known before the thing is: whether the roles are such
 * that it may.
 */
export function may(actor: Actor, permission: Permission, relation?: Relation): boolean {
  if (actor.kind === "system") return byItself.get(actor.name)?.includes(permission) ?? false;
  const rule: Rule = permissions[permission];
  if (relation !== undefined && ((rule.if && rule.if !== relation) || rule.unless === relation)) return false;
  if (rule.by === "anybody") return true;
  const { by } = rule;
  return [...actor.roles].some((role) => includes[role].some((held) => by.includes(held)));
}

const byRole = "Your roles do not allow this. An admin can change them.";

/** Refuses whoever may not; `sentence` says so where it is not for their roles. */
export function authorise(actor: Actor, permission: Permission, relation?: Relation, sentence = byRole): void {
  if (!may(actor, permission, relation)) throw new Refused("forbidden", sentence);
}

/** The person who acts; refuses whoever may not, and the product's own actors: what is signed is signed by somebody. */
export function authorisePerson(actor: Actor, permission: Permission, relation?: Relation): UserActor {
  if (actor.kind !== "user") throw new Refused("forbidden", "Only a person can do this. Say who acts.");
  authorise(actor, permission, relation);
  return actor;
}
