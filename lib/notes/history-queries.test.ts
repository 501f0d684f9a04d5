import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, rolledBack, type TestDatabase } from "@/db/test-database";
import { sha256 } from "@/lib/auth/token";
import type { Context, UserActor } from "@/lib/context";
import { approveRevision } from "@/lib/publishing/commands";
import { acceptedPart, publishPart } from "@/lib/publishing/cut-commands";
import { recallRevision } from "@/lib/publishing/recall-commands";
import { submitRevision } from "@/lib/review/commands";
import { accept, reviewedOf } from "@/lib/review/fixtures/reviewing";
import { addTeam, as, publishText, readDraft, saveAs } from "@/lib/world";
import { citedAddresses, lineKey } from "./blame";
import { createDraft } from "./commands";
import { canonicalText, headlineOf, itemsOf } from "./content";
import { fieldsIn, valueAt } from "./field";
import { findBlame, findComparison, findHistory } from "./history-queries";
import { findNote } from "./queries";
import { restoreRevision } from "./restore-commands";
import { formatStanding } from "./state";

const text = `FOG Q1 2025: Orders recover

Risks:
- Supply: One supplier is late.
`;
const at = { ticker: "FOG", period: "2025-Q1" } as const;

describe("the history of a note", () => {
  let base: TestDatabase;
  let writer: UserActor;
  let reviewer: UserActor;
  let viewer: Context;
  let analyst: Context;
  let draft: string;

  beforeAll(async () => {
    base = await freshDatabase();
    const team = await addTeam(base.app);
    ({ writer, reviewer } = team);
    viewer = as(base.app, team.viewer);
    analyst = as(base.app, team.other);
    const first = await publishText(base.app, { text, writer, reviewer, summary: "First" });
    const { revisionId } = await createDraft(analyst, at);
    const { content } = await readDraft(base.app, revisionId);
    const [headline] = itemsOf(content, "headline");
    if (!headline) throw new Error("There is no headline.");
    const edit = { op: "set", kind: "headline", itemId: headline.id, field: "text" } as const;
    await saveAs(base.app, team.other, revisionId, [{ ...edit, base: "Orders recover", value: "Orders fall" }]);
    const { contentSha256 } = await submitRevision(analyst, { revisionId, summary: "Orders fell" });
    await approveRevision(as(base.app, writer), { revisionId, contentSha256 });
    draft = (await restoreRevision(as(base.app, reviewer), { revisionId: first.revisionId })).revisionId;
  });
  afterAll(() => base.close());

  it("has every revision, newest first, with who wrote and approved it, when, what it was about and what it goes on from", async () => {
    const history = await findHistory(analyst, "FOG", "2025-Q1");
    expect(history).toMatchObject({ ticker: "FOG", company: "Fog Works", newest: 2 });
    expect(history?.revisions).toMatchObject([
      { id: draft, state: "draft", number: null, begunBy: { name: "rob" }, editors: ["rob"], basedOn: 2, restored: 1 },
      {
        number: 2,
        summary: "Orders fell",
        begunBy: { name: "sam" },
        editors: ["sam"],
        approvers: ["ana"],
        basedOn: 1,
        restored: null,
      },
      { number: 1, summary: "First", editors: ["ana"], approvers: ["rob"], basedOn: null, restored: null },
    ]);
    for (const { begunAt, submittedAt, publishedAt, contentSha256 } of history?.revisions.slice(1) ?? []) {
      expect([begunAt, submittedAt, publishedAt]).toEqual([expect.any(Date), expect.any(Date), expect.any(Date)]);
      expect(contentSha256).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it("has published revisions alone for a viewer, and is not there for a note without one", async () => {
    const history = await findHistory(viewer, "FOG", "2025-Q1");
    expect(history?.revisions.map(({ number }) => number)).toEqual([2, 1]);
    await createDraft(analyst, { ticker: "FOG", period: "2025-Q2" });
    expect(await findHistory(viewer, "FOG", "2025-Q2")).toBeNull();
    expect((await findHistory(analyst, "FOG", "2025-Q2"))?.revisions).toMatchObject([
      { state: "draft", basedOn: null },
    ]);
  });

  it("compares what two revisions said when they went out; an open one is named by its id, and found by nobody who may not read it", async () => {
    const headlines = async (ctx: Context, names: { from?: string; to?: string }) => {
      const found = await findComparison(ctx, { ...at, ...names });
      return found && [headlineOf(found.from.content), headlineOf(found.to.content)];
    };
    expect(await headlines(viewer, { from: "1", to: "2" })).toEqual(["Orders recover", "Orders fall"]);
    expect(await headlines(viewer, { from: "2", to: "1" })).toEqual(["Orders fall", "Orders recover"]);
    expect(await headlines(viewer, {})).toEqual(["Orders recover", "Orders fall"]);
    expect(await headlines(analyst, {})).toEqual(["Orders fall", "Orders recover"]);
    expect(await headlines(analyst, { from: "1", to: draft })).toEqual(["Orders recover", "Orders recover"]);
    expect(await headlines(viewer, { from: "1", to: draft })).toBeNull();
    for (const to of ["3", "0", "", "null", "r2"]) expect(await headlines(analyst, { from: "1", to })).toBeNull();
  });

  it("tells of every field of a published revision who wrote it and in which revision it came", async () => {
    const found = await findBlame(viewer, { ...at, number: 2 });
    const line = (kind: "headline" | "takeaway", field: string) => {
      const item = found?.content.items.find((each) => each.kind === kind);
      return found?.lines.get(lineKey(item?.id ?? "", field));
    };
    expect(line("headline", "text")).toMatchObject({
      value: "Orders fall",
      since: 2,
      origin: { by: "sam", how: "written" },
    });
    expect(line("takeaway", "title")).toMatchObject({
      value: "Supply",
      since: 1,
      origin: { by: "ana", how: "imported" },
    });
    const all = found?.content.items.flatMap((item) => [
      ...fieldsIn(item).map((field) => [lineKey(item.id, field), valueAt(item, field)]),
      ...citedAddresses.map((field) => [lineKey(item.id, field), []] as const),
    ]);
    expect([...(found?.lines ?? [])].map(([key, { value }]) => [key, value])).toEqual(all);
    expect(await findBlame(viewer, { ...at, number: 3 })).toBeNull();
  });

  it("tells who brought words back that a restored revision has, beside who wrote them", () =>
    rolledBack(base.app, async (db) => {
      const { contentSha256 } = await submitRevision(as(db, reviewer), { revisionId: draft, summary: "Back to r1" });
      await approveRevision(as(db, writer), { revisionId: draft, contentSha256 });
      const found = await findBlame({ ...viewer, db }, { ...at, number: 3 });
      const told = found?.content.items.map(({ id, kind }) => {
        return found.lines.get(lineKey(id, kind === "headline" ? "text" : "title"));
      });
      expect(told).toMatchObject([
        { since: 3, origin: { by: "ana", how: "imported" }, restored: { by: "rob", how: "restored" } },
        { since: 1, origin: { by: "ana", how: "imported" }, restored: null },
      ]);
      expect(found?.history.revisions[0]).toMatchObject({ number: 3, basedOn: 2, restored: 1 });
    }));

  it("tells who wrote the words of a part, which its approver published and did not write", () =>
    rolledBack(base.app, async (db) => {
      const { content } = await readDraft(db, draft);
      const [risk] = itemsOf(content, "takeaway");
      if (!risk) throw new Error("There is no risk.");
      const edit = { op: "set", kind: "takeaway", itemId: risk.id, field: "title" } as const;
      await saveAs(db, reviewer, draft, [{ ...edit, base: "Supply", value: "Suppliers" }]);
      await submitRevision(as(db, reviewer), { revisionId: draft, summary: "Name them" });
      await accept(db, writer, draft, [`${risk.id}:text`]);
      const partSha256 = sha256(canonicalText(acceptedPart(await reviewedOf(db, draft)).content));
      await publishPart(as(db, writer), { revisionId: draft, partSha256, summary: "The accepted part" });
      const found = await findBlame({ ...viewer, db }, { ...at, number: 3 });
      const line = found?.lines.get(lineKey(risk.id, "title"));
      expect(line).toMatchObject({ value: "Suppliers", since: 3, origin: { by: "rob", how: "written" } });
      expect(found?.history.revisions[0]).toMatchObject({ number: 3, editors: ["rob"], approvers: ["ana"] });
    }));

  it.each([1, 2])("keeps what was recalled as r%i from a viewer, and shows it to those who write", (number) =>
    rolledBack(base.app, async (db) => {
      const everybody = { ...viewer, db };
      const before = await findHistory(everybody, at.ticker, at.period);
      const recalled = before?.revisions.find((revision) => revision.number === number)?.id ?? "";
      await recallRevision(as(db, reviewer), { revisionId: recalled, reason: "A figure was wrong." });
      const after = await findHistory(everybody, at.ticker, at.period);
      expect(after?.revisions.map((revision) => revision.number)).toEqual([3 - number]);
      expect(await findComparison(everybody, { ...at, from: String(number), to: String(3 - number) })).toBeNull();
      expect(await findBlame(everybody, { ...at, number })).toBeNull();
      expect(await findBlame(everybody, { ...at, number: 3 - number })).not.toBeNull();
      expect(await findComparison({ ...analyst, db }, { ...at, from: "1", to: "2" })).not.toBeNull();
    }),
  );

  it.each([
    [1, ["draft", "published, the newest", "recalled"], ["published, the newest"]],
    [2, ["draft", "recalled, the newest", "published, the newest that stands"], ["published, the newest that stands"]],
  ])(
    "names the highest number the newest when r%i was recalled, and says when another stands instead",
    (number, forTeam, forViewer) =>
      rolledBack(base.app, async (db) => {
        const { revisions = [] } = (await findHistory({ ...analyst, db }, at.ticker, at.period)) ?? {};
        const recalled = revisions.find((revision) => revision.number === number)?.id ?? "";
        await recallRevision(as(db, reviewer), { revisionId: recalled, reason: "A figure was wrong." });
        const named = async (ctx: Context) => {
          const history = await findHistory({ ...ctx, db }, at.ticker, at.period);
          expect(history).toMatchObject({ newest: 2, standing: 3 - number });
          return history?.revisions.map((revision) => formatStanding(revision, history));
        };
        expect(await named(analyst)).toEqual(forTeam);
        expect(await named(viewer)).toEqual(forViewer);
      }),
  );

  it("shows an older revision as it was, and which one is the newest", async () => {
    const old = await findNote(viewer, "FOG", "2025-Q1", 1);
    expect(old).toMatchObject({ newest: 2, revision: { number: 1, approvers: ["rob"] } });
    expect(headlineOf(old?.content ?? { items: [] })).toBe("Orders recover");
    expect(await findNote(viewer, "FOG", "2025-Q1", 3)).toBeNull();
  });
});
