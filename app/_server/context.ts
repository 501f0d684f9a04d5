import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { database } from "@/db/client";
import type { Context, UserActor } from "@/lib/context";
import { factorPath, signInPath } from "./next-path";
import { currentEntrant, currentEntry } from "./session";

export type PersonContext = Context & { actor: UserActor };

/** The context of whoever asks, once for each request; null for a stranger, and for a session without rights. */
export const currentContext = cache(async (): Promise<PersonContext | null> => {
  const entry = await currentEntry();
  return entry && { db: database(), actor: entry.actor, now: new Date() };
});

/** The context of whoever asks; a stranger is led to the sign-in page, and from there back. */
export async function requireContext(): Promise<PersonContext> {
  const context = await currentContext();
  if (context) return context;
  const path = (await headers()).get("x-path") ?? "/";
  redirect((await currentEntrant()) ? factorPath(path) : signInPath(path));
}

/** As themselves, but for no more than to show or to set up the second factor, is whoever has a session. */
export async function entrantContext(): Promise<PersonContext | null> {
  const entrant = await currentEntrant();
  return entrant && { db: database(), actor: entrant.actor, now: new Date() };
}

/** Of whoever is on the way in, and nobody yet. */
export function strangerContext(): Context {
  return { db: database(), actor: { kind: "system", name: "sign-in" }, now: new Date() };
}
