import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { findActorByEmail } from "@/lib/auth/queries";
import { findCompany, listCompanies, listCoverage } from "@/lib/companies/queries";
import type { Context } from "@/lib/context";
import { loadDemo } from "@/lib/demo";
import { as, builder } from "@/lib/world";
import { createDraft } from "./commands";
import { headlineOf } from "./content";
import { findNote } from "./queries";

describe("reading notes", () => {
  let base: TestDatabase;
  let analyst: Context;
  let viewer: Context;
  let admin: Context;

  beforeAll(async () => {
    base = await freshDatabase();
    await loadDemo({ db: base.app, say: () => {} });
    const acting = async (name: string) => {
      const actor = await findActorByEmail(as(base.app, builder), `${name}@quarterdeck.example`);
      if (!actor) throw new Error(`${name} is not in the demo`);
      return as(base.app, actor);
    };
    [analyst, viewer, admin] = [await acting("ana"), await acting("vida"), await acting("ada")];
  }, 60_000);
  afterAll(() => base.close());

  it("gives the newest published revision, who wrote it and who approved it", async () => {
    const note = await findNote(viewer, "KC", "2024-Q4");
    expect(note?.revision).toMatchObject({
      state: "published",
      number: 2,
      editors: ["Ana Alder"],
      approvers: ["Rowan Reed"],
    });
    expect(headlineOf(note?.content ?? { items: [] })).toContain("non-GAAP operating profit");
    expect(note?.quarters).toEqual([
      { period: "2024-Q3", hasNote: true },
      { period: "2024-Q4", hasNote: true },
      { period: "2025-Q1", hasNote: true },
    ]);
    expect(Object.values(note?.assessed ?? {})).toContainEqual({ by: "Ana Alder", at: expect.any(Date) });
  });

  it("tells of a draft in review to whoever may read drafts, and to nobody else", async () => {
    const forAnalyst = await findNote(analyst, "KC", "2025-Q3");
    expect(forAnalyst?.openRevisions).toMatchObject([
      { state: "in_review", begunBy: { name: "Ana Alder" }, begunAt: expect.any(Date), editors: ["Ana Alder"] },
    ]);
    for (const ctx of [viewer, admin]) {
      const note = await findNote(ctx, "KC", "2025-Q3");
      expect(note?.openRevisions).toEqual([]);
      expect(JSON.stringify(note)).not.toContain("first of the two quarters");
      expect(note?.revision).toMatchObject({ number: 1, state: "published" });
    }
  });

  it("does not know of a note that is only a draft, for whoever may not read drafts", async () => {
    await createDraft(analyst, { ticker: "KC", period: "2025-Q4" });
    expect((await findNote(analyst, "KC", "2025-Q4"))?.revision.state).toBe("draft");
    expect(await findNote(viewer, "KC", "2025-Q4")).toBeNull();
    expect((await findNote(viewer, "KC", "2025-Q3"))?.quarters.at(-1)).toEqual({ period: "2025-Q4", hasNote: false });
    expect((await findCompany(viewer, "KC"))?.notes).toHaveLength(6);
    expect((await findCompany(analyst, "KC"))?.notes).toHaveLength(7);
    expect((await listCompanies(viewer)).map(({ notes }) => notes)).toEqual([6, 4]);
    expect((await listCompanies(analyst)).map(({ notes }) => notes)).toEqual([7, 4]);
  });

  it("draws a board of five quarters, by owner, from what the person may see", async () => {
    const board = await listCoverage(analyst);
    expect(board.periods).toEqual(["2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]);
    expect(board.owners.map(({ owner }) => owner)).toEqual(["Ana Alder", "Rowan Reed"]);
    expect(board.season).toEqual({ published: 0, inReview: 0, draft: 1, toStart: 1 });
    const kc = board.owners[0]?.companies[0];
    expect(kc?.cells.map((cell) => [cell?.number, cell?.open?.state])).toEqual([
      [2, undefined],
      [1, undefined],
      [1, undefined],
      [1, "in_review"],
      [null, "draft"],
    ]);
    expect(kc?.cells[0]?.guidance).toEqual([{ change: "initiated", count: 4 }]);
    const forViewer = await listCoverage(viewer);
    expect(forViewer.periods.at(-1)).toBe("2025-Q3");
    expect(forViewer.season).toEqual({ published: 2, inReview: 0, draft: 0, toStart: 0 });
    expect(JSON.stringify(forViewer)).not.toContain("draft_");
    expect(
      forViewer.owners.flatMap(({ companies }) => companies.flatMap(({ cells }) => cells)).every((cell) => !cell?.open),
    ).toBe(true);
  });

  it("finds nothing under an unknown ticker or in a quarter without a note", async () => {
    expect(await findNote(analyst, "NONE", "2025-Q1")).toBeNull();
    expect(await findNote(analyst, "KC", "2019-Q1")).toBeNull();
    expect(await findCompany(analyst, "NONE")).toBeNull();
  });
});
