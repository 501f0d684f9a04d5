import { afterAll, describe, expect, it } from "vitest";
import { rolledBack } from "@/db/test-database";
import { readDraft } from "@/lib/world";
import { withValue } from "./field";
import { firstOf } from "./fixtures/items";
import { expectEvent, importedDraft } from "./fixtures/saving";

const { base, team, draft } = await importedDraft();
afterAll(() => base.close());

describe("a mark in a draft", () => {
  it.each([
    ["headline", "text"],
    ["takeaway", "body"],
    ["guidance_row", "current"],
    ["topic_row", "mentions.2024-Q4"],
    ["exchange", "answer"],
    ["covering_analyst", "firm"],
  ] as const)("cites a document in a %s, known or not, and takes the mark away", (kind, field) =>
    rolledBack(base.app, async (db) => {
      const item = firstOf((await readDraft(db, draft)).content, kind);
      const of = { kind, itemId: item.id };
      const source = { label: "9", title: "The call", kind: "transcript", date: "2025-05-28", address: null } as const;
      const citation = { field, offset: 1, label: "9" };
      const cited = await expectEvent(db, team.other, draft, { op: "cite", ...of, citation, source });
      expect(cited.sources.find(({ label }) => label === "9")).toEqual(source);
      expect(firstOf(cited, kind).citations).toContainEqual(citation);
      const known = { field, offset: 2, label: "1" };
      await expectEvent(db, team.other, draft, { op: "cite", ...of, citation: known, source: null });
      await expectEvent(db, team.other, draft, { op: "uncite", ...of, citation });
      const left = await expectEvent(db, team.other, draft, { op: "uncite", ...of, citation: known });
      expect(firstOf(left, kind)).toEqual(item);
    }),
  );

  it("cites in the commentary on a risk, and loses those marks with the assessment", () =>
    rolledBack(base.app, async (db) => {
      const { content } = await readDraft(db, draft);
      const item = content.items.find((each) => each.kind === "takeaway" && each.assessment);
      if (item?.kind !== "takeaway") throw new Error("No risk is rated.");
      const of = { kind: "takeaway", itemId: item.id } as const;
      const citation = { field: "commentary", offset: 5, label: "1" };
      await expectEvent(db, team.other, draft, { op: "cite", ...of, citation, source: null });
      const cleared = { op: "set", ...of, field: "assessment", base: item.assessment, value: null } as const;
      const after = await expectEvent(db, team.other, draft, cleared);
      expect(after.items.find(({ id }) => id === item.id)).toEqual(withValue(item, "assessment", null));
    }));

  it("moves the marks with the words, and says of one that its words are gone until it is placed anew", () =>
    rolledBack(base.app, async (db) => {
      const item = firstOf((await readDraft(db, draft)).content, "takeaway");
      const set = (from: string, to: string) =>
        expectEvent(db, team.other, draft, {
          op: "set",
          kind: "takeaway",
          itemId: item.id,
          field: "body",
          base: from,
          value: to,
        });
      const displaced = async () => (await readDraft(db, draft)).displaced.map(({ offset }) => offset);
      const body = "Orders rose 12%. Backlog is up.";
      await set(body, "In sum, orders rose 12%. Backlog is up.");
      expect(firstOf((await readDraft(db, draft)).content, "takeaway").citations[0]?.offset).toBe(23);
      expect(await displaced()).toEqual([]);
      await set("In sum, orders rose 12%. Backlog is up.", "Backlog is up.");
      expect(await displaced()).toEqual([14]);
      await set("Backlog is up.", "The backlog is up.");
      expect(await displaced()).toEqual([18]);
      const of = { kind: "takeaway", itemId: item.id } as const;
      const citation = { field: "body", offset: 18, label: "1" };
      await expectEvent(db, team.other, draft, { op: "uncite", ...of, citation });
      await expectEvent(db, team.other, draft, {
        op: "cite",
        ...of,
        citation: { ...citation, offset: 3 },
        source: null,
      });
      expect(await displaced()).toEqual([]);
    }));
});
