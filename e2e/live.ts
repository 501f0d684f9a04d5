import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Connection } from "@/db/connect";
import { createSession } from "@/lib/auth/commands";
import { findActorByEmail } from "@/lib/auth/queries";
import { inTransaction, type UserActor } from "@/lib/context";
import { createDraft } from "@/lib/notes/commands";
import { readEvents } from "@/lib/presence/event-stream";
import type { LiveEvent } from "@/lib/presence/model";
import { addMember, as, builder } from "@/lib/world";
import { test as base } from "./fixtures";

export { expect } from "playwright/test";

export type Person = { actor: UserActor; token: string };
export type Watched = {
  status: number;
  headers: Headers;
  events: LiveEvent[];
  body: string;
  isOver: boolean;
  close: () => void;
};

type ForATest = {
  /** A session of somebody in the demo, or of somebody who is new there. */
  person: (email: string) => Promise<Person>;
  /** A draft that is thrown away afterwards, by the id of its revision. */
  draft: string;
  /** Opens a stream as this person; what it tells is collected. */
  watch: (who: Person | null, query: string, headers?: Record<string, string>) => Promise<Watched>;
  /** Says something of a tab, and returns the status of the answer. */
  say: (who: Person | null, said: unknown, headers?: Record<string, string>) => Promise<number>;
};

export const test = base.extend<ForATest>({
  person: async ({ connection }, use) => {
    await use(async (email) => {
      const ctx = as(connection.db, builder);
      const added = email.endsWith("@fog.example");
      const actor = added
        ? (await addMember(connection.db, { email, name: email, roles: ["analyst"] })).actor
        : await findActorByEmail(ctx, email);
      if (!actor) throw new Error(`${email} is not in the demo.`);
      return { actor, token: (await createSession(ctx, actor.id)).token };
    });
  },
  draft: async ({ connection, person }, use) => {
    const { actor } = await person("ana@quarterdeck.example");
    const { revisionId } = await createDraft(as(connection.db, actor), { ticker: "KC", period: "2021-Q1" });
    await use(revisionId);
    await change(connection, `update revisions set state = 'discarded' where id = '${revisionId}'`);
  },
  watch: async ({ workspace }, use) => {
    const all: Watched[] = [];
    await use(async (who, query, headers = {}) => {
      const watched = await openStream(`${workspace.publicUrl}/api/live?${query}`, { ...cookieOf(who), ...headers });
      all.push(watched);
      return watched;
    });
    for (const { close } of all) close();
  },
  say: async ({ workspace }, use) => {
    await use(async (who, said, headers = {}) => {
      const response = await fetch(`${workspace.publicUrl}/api/live`, {
        method: "POST",
        headers: { origin: workspace.publicUrl, "content-type": "application/json", ...cookieOf(who), ...headers },
        body: typeof said === "string" ? said : JSON.stringify(said),
      });
      return response.status;
    });
  },
});

export const cookieOf = (who: Person | null): Record<string, string> => (who ? { cookie: `session=${who.token}` } : {});

async function openStream(address: string, headers: Record<string, string>): Promise<Watched> {
  const line = new AbortController();
  const response = await fetch(address, { headers, signal: line.signal });
  const { status, body } = response;
  const watched: Watched = {
    status,
    headers: response.headers,
    events: [],
    body: "",
    isOver: false,
    close: () => line.abort(),
  };
  if (!response.ok || !body) return { ...watched, body: await response.text(), isOver: true };
  const read = async () => {
    for await (const event of readEvents(body, () => {})) watched.events.push(event);
  };
  read()
    .catch(() => {})
    .finally(() => {
      watched.isOver = true;
    });
  return watched;
}

/** Changes what no command changes yet. */
export function change(connection: Connection, statement: string): Promise<unknown> {
  return inTransaction(as(connection.db, builder), (tx) => tx.db.execute(sql.raw(statement)));
}

/** The item that the saves of these tests are about. */
const itemId = randomUUID();
export const headline = (text: string) => [
  { op: "add" as const, after: null, item: { id: itemId, kind: "headline" as const, fields: { text }, citations: [] } },
];
export const reworded = (from: string, to: string) => [
  { op: "set" as const, kind: "headline" as const, itemId, field: "text", base: from, value: to },
];

/** Who was there when a stream last told: their names, and the fields that they were in. */
export const peopleIn = ({ events }: Pick<Watched, "events">) => {
  const told = events.filter((event) => event.type === "presence").at(-1);
  return told?.people.map(({ name, field }) => [name, field]);
};
/** The numbers of the events that were told. */
export const seqsIn = ({ events }: Pick<Watched, "events">) =>
  events.flatMap((event) => ("seq" in event ? [event.seq] : []));
