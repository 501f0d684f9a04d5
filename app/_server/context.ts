import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { database } from "@/db/client";
import type { Context, UserActor } from "@/lib/context";
import { signInPath } from "./next-path";
import { findActor } from "./session";

export type PersonContext = Context & { actor: UserActor };

/** The context of whoever asks, once for each request; null for a stranger. */
export const currentContext = cache(async (): Promise<PersonContext | null> => {
  const actor = await findActor();
  return actor ? { db: database(), actor, now: new Date() } : null;
});

/** The context of somebody who is not signed in, on the pages that are for them. */
export function strangerContext(): Context {
  return { db: database(), actor: { kind: "system", name: "sign-in" }, now: new Date() };
}

/** From where somebody asks, as the server saw it; what is tried too often is counted by it. */
export async function clientAddress(): Promise<string> {
  return (await headers()).get("x-forwarded-for") ?? "";
}

/** The context of whoever asks; a stranger is led to the sign-in page, and from there back. */
export async function requireContext(): Promise<PersonContext> {
  const context = await currentContext();
  if (context) return context;
  redirect(signInPath((await headers()).get("x-path") ?? "/"));
}
