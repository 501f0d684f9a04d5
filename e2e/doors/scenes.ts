import { may } from "@/lib/auth/permissions";
import type { Sent } from "./ask";
import { actions } from "./list";
import type { BuiltAction } from "./manifests";
import { builtActions } from "./manifests";
import { type Guarded, type Principal, renewSession } from "./principals";
import { accountScenes, withoutFactor } from "./scenes-account";
import { noteScenes, type Scene } from "./scenes-notes";
import { reviewScenes } from "./scenes-review";
import { teamScenes } from "./scenes-team";
import type { World } from "./world";

/** One sound request to each action that asks the table of permissions. */
const scenes: Record<Guarded, Scene> = { ...accountScenes, ...noteScenes, ...reviewScenes, ...teamScenes };

export const guarded = (Object.keys(scenes) as Guarded[]).map((name) => ({ name, access: actions[name] }));

/** What is about whoever sends it, and not about a thing that others could send it of as well. */
export function isOfTheirOwn(name: Guarded): boolean {
  return actions[name].startsWith("account.") || name === "saveAction";
}

/** A request that is sound, made for this principal, who comes with a session that nothing has happened to. */
export async function setScene(world: World, name: Guarded, by: Principal): Promise<Sent> {
  if (isOfTheirOwn(name)) await beginAnew(world, by);
  return scenes[name](world, by);
}

/** Somebody as they first came: with a session of their own, and no second factor. */
export async function beginAnew(world: World, by: Principal): Promise<void> {
  if (!by.actor) return;
  await withoutFactor(world, by.actor);
  await renewSession(world.db, by);
}

/** Somebody whom the table lets do it to what they wrote none of; of those with the fewest roles. */
export function whoMay({ team }: World, name: Guarded): Principal {
  const access = actions[name];
  const relation = access.startsWith("account.")
    ? "oneself"
    : access === "revision.take_back"
      ? "had a hand"
      : "neither";
  const fit = ({ actor, hadAHand }: Principal) =>
    actor !== null && hadAHand === (relation === "had a hand") && may(actor, access, relation);
  const found = Object.values(team).find(fit);
  if (!found) throw new Error(`Nobody may ${name}.`);
  return found;
}

const built = new Map(builtActions().map((action): [string, BuiltAction] => [action.name, action]));

/** The id under which the build serves an action. */
export function idOf(name: string): string {
  const action = built.get(name);
  if (!action) throw new Error(`The build has no ${name}.`);
  return action.id;
}
