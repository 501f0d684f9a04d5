import { sql } from "drizzle-orm";
import { createSession } from "@/lib/auth/commands";
import { may, type Relation } from "@/lib/auth/permissions";
import type { Role } from "@/lib/auth/roles";
import { type Database, inTransaction, type UserActor } from "@/lib/context";
import { addMember, as, builder } from "@/lib/world";
import type { Access, ActionName, actions } from "./list";

/** Who comes to every door. Those with a hand in it have written in every draft and revision of a scene. */
const kinds = {
  "a stranger": null,
  "a reader of a shared link": null,
  "a viewer": ["viewer"],
  "the analyst who wrote it": ["analyst"],
  "another analyst": ["analyst"],
  "a reviewer who edited it": ["reviewer"],
  "another reviewer": ["reviewer"],
  "an admin": ["admin"],
  "somebody who is disabled": ["reviewer"],
} as const satisfies Record<string, readonly Role[] | null>;

export type Kind = keyof typeof kinds;

const hands = new Set<Kind>(["the analyst who wrote it", "a reviewer who edited it"]);

export type Principal = {
  kind: Kind;
  /** whom the workspace knows by what they send; null: nobody */
  actor: UserActor | null;
  /** who they are: for whoever is nobody any more too */
  person: UserActor | null;
  email: string | null;
  hadAHand: boolean;
  /** the session that they hold, if any; of a reader their link's token in its place */
  cookie: string | undefined;
};

export type Team = Record<Kind, Principal>;

/** Nine who come to the doors, each with a session of their own; `readerToken` is that of a shared link. */
export async function gather(db: Database): Promise<Team> {
  const all: Principal[] = [];
  for (const [name, roles] of Object.entries(kinds)) {
    const kind = name as Kind;
    if (!roles) {
      all.push({ kind, actor: null, person: null, email: null, hadAHand: false, cookie: undefined });
      continue;
    }
    const email = `${kind.replaceAll(" ", "-")}@doors.example`;
    const { actor } = await addMember(db, { email, name: `Dot ${kind}`, roles: [...roles] });
    const principal = { kind, actor, person: actor, email, hadAHand: hands.has(kind), cookie: "" };
    all.push(principal);
  }
  const team = Object.fromEntries(all.map((each) => [each.kind, each])) as Team;
  for (const principal of all) await renewSession(db, principal);
  // Not by the command, which ends their sessions: theirs is one that was forgotten.
  const disabled = team["somebody who is disabled"];
  await inTransaction(as(db, builder), (tx) =>
    tx.db.execute(sql`update users set disabled_at = now() where id = ${disabled.person?.id ?? ""}`),
  );
  disabled.actor = null;
  return team;
}

/** Gives somebody a new session: they may have ended theirs. */
export async function renewSession(db: Database, principal: Principal): Promise<void> {
  if (!principal.actor) return;
  const { token } = await createSession(as(db, builder), principal.actor.id);
  principal.cookie = `session=${token}`;
}

export function isOpen(access: Access): access is { open: string } {
  return typeof access === "object" && "open" in access;
}

/** How somebody stands to the thing of a scene. */
export function relationTo(access: Access, { hadAHand }: Principal): Relation {
  if (typeof access === "string" && access.startsWith("account.")) return "oneself";
  return hadAHand ? "had a hand" : "neither";
}

/** What the table of permissions says of a principal at a door. */
export function mayEnter(access: Access, { actor }: Principal, relation: Relation): boolean {
  if (isOpen(access)) return true;
  const asked = typeof access === "string" ? [access] : access;
  return actor !== null && asked.every((permission) => may(actor, permission, relation));
}

export type Guarded = { [N in ActionName]: (typeof actions)[N] extends string ? N : never }[ActionName];
