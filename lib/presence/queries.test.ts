import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { recordEvent } from "@/lib/audit/record";
import { inTransaction, type UserActor } from "@/lib/context";
import { createDraft } from "@/lib/notes/commands";
import type { Edit } from "@/lib/notes/input";
import { approveRevision } from "@/lib/publishing/commands";
import { recallRevision } from "@/lib/publishing/recall-commands";
import { submitRevision } from "@/lib/review/commands";
import { addTeam, as, builder, saveAs } from "@/lib/world";
import { keepPresence } from "./commands";
import { eventsMax, listExisting, listPresences, listRevisionEvents } from "./queries";

describe("what is told of a revision", () => {
  let base: TestDatabase;
  let team: Record<"writer" | "reviewer" | "viewer" | "other", UserActor>;
  let revisionId: string;
  let other: string;
  const itemId = randomUUID();
  const add: Edit = {
    op: "add",
    after: null,
    item: { id: itemId, kind: "headline", fields: { text: "Orders recover" }, citations: [] },
  };
  const set = (from: string, to: string): Edit => {
    return { op: "set", kind: "headline", itemId, field: "text", base: from, value: to };
  };

  beforeAll(async () => {
    base = await freshDatabase();
    team = await addTeam(base.app);
    const draft = (period: "2025-Q1" | "2025-Q2") =>
      createDraft(as(base.app, team.writer), { ticker: "FOG", period }).then((made) => made.revisionId);
    revisionId = await draft("2025-Q1");
    other = await draft("2025-Q2");
  });
  afterAll(() => base.close());

  it("is each save and each change of state after what is known, in their order, with who did it", async () => {
    await saveAs(base.app, team.writer, revisionId, [add]);
    await saveAs(base.app, team.writer, other, [{ ...add, item: { ...add.item, id: randomUUID() } }]);
    await saveAs(base.app, team.other, revisionId, [set("Orders recover", "Orders recover at last")]);
    const { contentSha256 } = await submitRevision(as(base.app, team.writer), { revisionId, summary: "First" });
    await approveRevision(as(base.app, team.reviewer), { revisionId, contentSha256 });
    const events = await listRevisionEvents(base.app, revisionId, 0);
    const by = ({ id, name }: UserActor) => ({ id, name });
    expect(events).toMatchObject([
      { type: "edited", revisionId, by: by(team.writer), steps: [add], ranks: { [itemId]: expect.any(String) } },
      { type: "edited", by: by(team.other), steps: [{ op: "set", value: "Orders recover at last" }], sources: [] },
      { type: "state", state: "in_review", by: by(team.writer) },
      { type: "state", state: "published", by: by(team.reviewer) },
    ]);
    const numbers = events.map(({ seq }) => seq);
    expect(numbers).toEqual([...numbers].sort((x, y) => x - y));
    expect(await listRevisionEvents(base.app, revisionId, numbers[1] ?? 0)).toEqual(events.slice(2));
    expect(await listRevisionEvents(base.app, revisionId, numbers[3] ?? 0)).toEqual([]);
  });

  it("is read a number of events at a time, and names the product where no person acted", async () => {
    await inTransaction(as(base.app, builder), async (tx) => {
      for (let count = 0; count <= eventsMax; count++) {
        await recordEvent(tx, {
          action: "revision.edited",
          subject: other,
          before: { steps: [], sources: [] },
          after: { steps: [], sources: [], ranks: {} },
        });
      }
    });
    const first = await listRevisionEvents(base.app, other, 0);
    expect(first).toHaveLength(eventsMax);
    const rest = await listRevisionEvents(base.app, other, first.at(-1)?.seq ?? 0);
    expect(rest.map(({ by }) => by)).toEqual([builder, builder].map(({ name }) => ({ id: null, name })));
  });

  it("is who has it open, for all that are asked for in one answer, by name", async () => {
    const place = (id: string) => ({ tab: randomUUID(), revisionId: id, itemId: null, field: null });
    const draft = await createDraft(as(base.app, team.writer), { ticker: "FOG", period: "2025-Q3" });
    await keepPresence(as(base.app, team.reviewer), place(draft.revisionId));
    await keepPresence(as(base.app, team.writer), place(draft.revisionId));
    await keepPresence(as(base.app, team.writer), place(other));
    const people = await listPresences(base.app, [draft.revisionId, other, revisionId], new Date());
    expect(people.get(draft.revisionId)?.map(({ name }) => name)).toEqual(["ana", "rob"]);
    expect(people.get(other)?.map(({ name }) => name)).toEqual(["ana"]);
    expect(people.get(revisionId)).toEqual([]);
  });

  it("is announced when it is committed, and a heartbeat that changes nothing is not", async () => {
    const heard: string[] = [];
    for (const channel of ["revisions", "presences", "done"]) {
      await base.sql.superuser.listen(channel, (payload) => heard.push(`${channel} ${payload}`));
    }
    const place = { tab: randomUUID(), revisionId: other, itemId: null, field: null };
    await keepPresence(as(base.app, team.writer), place);
    await keepPresence(as(base.app, team.writer), place);
    const second = { ...add, item: { ...add.item, id: randomUUID() } };
    const { results } = await saveAs(base.app, team.writer, other, [second]);
    expect(results).toEqual([{ outcome: "full" }]); // it has a headline already, and what saves nothing announces nothing
    await keepPresence(as(base.app, team.writer), { ...place, field: "text" });
    await base.app.execute(sql`select pg_notify('done', '')`);
    await expect.poll(() => heard).toContain("done ");
    expect(heard).toEqual([`presences ${other}`, `presences ${other}`, "done "]);
  });

  it("is that another revision of its note came out, or was recalled, which is announced to whoever has it open", async () => {
    const at = { ticker: "FOG", period: "2025-Q1", beside: true } as const;
    const [open, quick] = [
      await createDraft(as(base.app, team.writer), at),
      await createDraft(as(base.app, team.writer), at),
    ];
    await saveAs(base.app, team.writer, quick.revisionId, [set("Orders recover at last", "Orders hold")]);
    const from = (await listRevisionEvents(base.app, quick.revisionId, 0)).at(-1)?.seq ?? 0;
    const heard: string[] = [];
    await base.sql.superuser.listen("revisions", (payload) => heard.push(JSON.parse(payload).revisionId));
    const submitted = await submitRevision(as(base.app, team.writer), { revisionId: quick.revisionId, summary: "Two" });
    await approveRevision(as(base.app, team.reviewer), { revisionId: quick.revisionId, ...submitted });
    await recallRevision(as(base.app, team.reviewer), { revisionId: quick.revisionId, reason: "It was wrong." });
    const told = await listRevisionEvents(base.app, open.revisionId, from);
    expect(told).toMatchObject([{ type: "readers" }, { type: "readers" }]);
    expect((await listRevisionEvents(base.app, other, from)).map(({ type }) => type)).not.toContain("readers");
    await expect.poll(() => heard.filter((id) => id === open.revisionId)).toHaveLength(2);
  });

  it("is told of revisions that exist", async () => {
    expect(await listExisting(base.app, [revisionId, randomUUID()])).toEqual([revisionId]);
  });
});
