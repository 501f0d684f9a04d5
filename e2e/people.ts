import { randomUUID } from "node:crypto";
import type { Role } from "@/lib/auth/roles";
import type { UserActor } from "@/lib/context";
import { addMember } from "@/lib/world";
import { test as base } from "./published-note";

export type Member = UserActor & { email: string; password: string; path: string };

/** With people of the test's own, whom it may disable. */
export const test = base.extend<{ member: (name: string, roles: Role[]) => Promise<Member> }>({
  member: async ({ connection }, use) => {
    await use(async (name, roles) => {
      const email = `${name.toLowerCase().replace(/\W/g, "-")}-${randomUUID()}@fog.example`;
      const { actor, password } = await addMember(connection.db, { email, name, roles });
      return { ...actor, email, password, path: `/settings/people/${actor.id}` };
    });
  },
});
