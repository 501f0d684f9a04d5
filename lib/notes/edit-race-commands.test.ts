import { randomUUID } from "node:crypto";
import canonicalize from "canonicalize";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import { sha256 } from "@/lib/auth/token";
import type { UserActor } from "@/lib/context";
import { testCount } from "@/lib/env";
import { approveRevision } from "@/lib/publishing/commands";
import { addTeam, as, publishText, readDraft, saveAs } from "@/lib/world";
import { createDraft } from "./commands";
import { canonicalText, type Item, type NoteContent } from "./content";
import { type EditResult, saveEdits } from "./edit-commands";
import { sameValue, valueAt } from "./field";
import { anyWish, editOf, type Wish } from "./fixtures/edits";
import { firstOf } from "./fixtures/items";
import { noteText } from "./fixtures/note-text";
import type { Edit } from "./input";
import { applySteps, type Step } from "./step";

let base: TestDatabase;
let writer: UserActor;
let other: UserActor;
let reviewer: UserActor;
beforeAll(async () => {
  base = await freshDatabase();
  const team = await addTeam(base.app);
  ({ writer, other, reviewer } = team);
  await publishText(base.app, { text: noteText, writer, reviewer, summary: "First" });
});
afterAll(() => base.close());

async function newDraft(): Promise<{ revisionId: string; content: NoteContent }> {
  const at = { ticker: "FOG", period: "2025-Q1", beside: true } as const;
  const { revisionId } = await createDraft(as(base.app, writer), at);
  return { revisionId, content: (await readDraft(base.app, revisionId)).content };
}

const titleOf = (item: Item | undefined) => item && valueAt(item, "title");
const retitle = (item: Item, value: string): Edit =>
  ({ op: "set", kind: "takeaway", itemId: item.id, field: "title", base: titleOf(item), value }) as Edit;
const eventsOf = async (revisionId: string) =>
  (await listEvents(base.app)).filter((event) => event.action === "revision.edited" && event.subject === revisionId);

describe("saves at the same moment", () => {
  it("R41: of one field, two hundred of them, are each saved or told, and the last one saved is what stands there", async () => {
    const { revisionId, content } = await newDraft();
    const item = firstOf(content, "takeaway");
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        saveAs(base.app, n % 2 ? writer : other, revisionId, [retitle(item, `No. ${n}`)]),
      ),
    );
    const outcomes = answers.map(({ results }) => results[0]?.outcome);
    expect(outcomes.filter((outcome) => outcome === "saved")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === "conflict")).toHaveLength(199);
    const title = titleOf(firstOf((await readDraft(base.app, revisionId)).content, "takeaway"));
    expect(title).toBe(`No. ${outcomes.indexOf("saved")}`);
    expect(await eventsOf(revisionId)).toHaveLength(1);
  });

  it("R58: that add an item, a hundred of them, cross a hundred approvals of their draft: all are done once or told", async () => {
    const { revisionId, content } = await newDraft();
    const row = firstOf(content, "guidance_row");
    const contentSha256 = sha256(canonicalText(content));
    const crossing = Array.from({ length: 100 }, async (_, n) => {
      const add: Edit = { op: "add", item: { ...row, id: randomUUID(), citations: [] }, after: row.id };
      const [saved, approved] = await Promise.allSettled([
        saveAs(base.app, n % 2 ? writer : other, revisionId, [add]),
        approveRevision(as(base.app, reviewer), { revisionId, contentSha256 }),
      ]);
      expect(saved).toMatchObject({ status: "fulfilled", value: { results: [{ outcome: "saved" }] } });
      expect(approved).toMatchObject({ status: "rejected", reason: { reason: "conflict" } });
      expect(String(approved.status === "rejected" && approved.reason)).toContain("is a draft, not in review");
    });
    await Promise.all(crossing);
    expect((await readDraft(base.app, revisionId)).content.items).toHaveLength(content.items.length + 100);
    expect(await eventsOf(revisionId)).toHaveLength(100);
  });

  it("R43: under one key, fifty of them, are one event and one answer, at once or one after the other", async () => {
    for (const isParallel of [true, false]) {
      const { revisionId, content } = await newDraft();
      const input = { revisionId, key: randomUUID(), edits: [retitle(firstOf(content, "takeaway"), "Order book")] };
      const save = () => saveEdits(as(base.app, other), input);
      const answers = isParallel ? await Promise.all(Array.from({ length: 50 }, save)) : [await save()];
      while (answers.length < 50) answers.push(await save());
      for (const answer of answers) expect(answer).toEqual(answers[0]);
      expect(await eventsOf(revisionId)).toHaveLength(1);
    }
  });

  it("under one key by two people, or on two drafts, are one save and one refusal", async () => {
    const [one, two] = [await newDraft(), await newDraft()];
    const race = async (...saves: [UserActor, typeof one][]) => {
      const key = randomUUID();
      const results = await Promise.allSettled(
        saves.map(([actor, { revisionId, content }]) =>
          saveEdits(as(base.app, actor), { revisionId, key, edits: [retitle(firstOf(content, "takeaway"), key)] }),
        ),
      );
      return results.map((each) => (each.status === "fulfilled" ? "saved" : each.reason.message)).sort();
    };
    const told = ["This save has the key of another one. Reload the page.", "saved"];
    expect(await race([writer, one], [other, one])).toEqual(told);
    expect(await race([writer, await newDraft()], [writer, two])).toEqual(told);
  });

  it("of several items each, in opposite orders, reach their end, in one draft and in two that name the same new documents", async () => {
    const drafts = [await newDraft(), await newDraft()];
    const labels = Array.from({ length: 5 }, (_, n) => `new ${n}`);
    const saves = Array.from({ length: 16 }, async (_, n) => {
      const { revisionId, content } = drafts[n % 2] as (typeof drafts)[number];
      const items = content.items.filter(({ kind }) => kind === "takeaway");
      const edits = items.map((item, at) => retitle(item, `${n} ${at}`));
      const cites = labels.map((label): Edit => {
        const citation = { field: "title", offset: 0, label: `${label} ${n >> 2}` };
        return { op: "cite", kind: "takeaway", itemId: items[0]?.id ?? "", citation, source: null };
      });
      const all = [...edits, ...cites];
      return saveAs(base.app, n % 3 ? writer : other, revisionId, n % 4 < 2 ? all : all.toReversed());
    });
    for (const { results } of await Promise.all(saves)) {
      for (const { outcome } of results) expect(["saved", "conflict"]).toContain(outcome);
    }
  });
});

type Saved = { seq: number; edits: Edit[]; results: EditResult[] };

/** One editor at work: each wish on the draft as last read, which is not every time. */
async function work(
  actor: UserActor,
  revisionId: string,
  wishes: { wishes: Wish[]; reads: boolean }[],
): Promise<Saved[]> {
  const saved: Saved[] = [];
  let read = await readDraft(base.app, revisionId);
  for (const { wishes: some, reads } of wishes) {
    if (reads) read = await readDraft(base.app, revisionId);
    const edits = some.flatMap((wish) => editOf(wish, read.content, read.ranks) ?? []);
    if (edits.length === 0) continue;
    const { seq, results } = await saveAs(base.app, actor, revisionId, edits);
    if (seq !== null) saved.push({ seq, edits, results });
  }
  return saved;
}

/** Whether what an acknowledged edit replaced is what its sender had seen, or what they wrote themselves. */
function replacesWhatWasSeen(items: readonly Item[], edit: Edit): boolean {
  if (edit.op === "set") {
    const item = items.find(({ id }) => id === edit.itemId);
    const held = item && valueAt(item, edit.field);
    return held !== undefined && (sameValue(held, edit.base) || sameValue(held, edit.value));
  }
  if (edit.op !== "remove") return true;
  const item = items.find(({ id }) => id === edit.item.id);
  return !item || canonicalize(item) === canonicalize(edit.item); // an event has its keys in another order
}

const anyWork = fc.array(
  fc.record({ wishes: fc.array(anyWish, { minLength: 1, maxLength: 3 }), reads: fc.boolean() }),
  {
    maxLength: 8,
  },
);

describe("any two editors at work on one draft", () => {
  it("lose no acknowledged value: it stands there, or was replaced by somebody who had seen it", async () => {
    const law = fc.asyncProperty(anyWork, anyWork, async (ours, theirs) => {
      const { revisionId, content } = await newDraft();
      const saves = (await Promise.all([work(writer, revisionId, ours), work(other, revisionId, theirs)])).flat();
      const events = await eventsOf(revisionId);
      expect(events.map(({ seq }) => seq)).toEqual(saves.map(({ seq }) => seq).sort((a, b) => a - b));
      let reached = content;
      for (const event of events) {
        const save = saves.find(({ seq }) => seq === event.seq);
        if (event.action !== "revision.edited" || !save) throw new Error("An event that nobody was told of.");
        // An edit of several is judged after those before it, so that its place among the steps is counted along.
        let steps = event.after.steps;
        for (const [at, edit] of save.edits.entries()) {
          if (save.results[at]?.outcome !== "saved") continue;
          expect(replacesWhatWasSeen(reached.items, edit)).toBe(true);
          const [step] = steps;
          if (!step || nameOf(step) !== nameOf(edit)) continue;
          reached = applySteps(reached, [step], event.after.sources);
          steps = steps.slice(1);
        }
        expect(steps).toEqual([]);
      }
      expect(canonicalText((await readDraft(base.app, revisionId)).content)).toBe(canonicalText(reached));
    });
    await fc.assert(law, { numRuns: testCount(12, 300), endOnFailure: true });
  }, 3_600_000);
});

/** What tells the step of an edit from that of the next, if the edit came to none. */
function nameOf(each: Step | Edit): string {
  const id = each.op === "add" || !("itemId" in each) ? each.item.id : each.itemId;
  return [each.op === "uncite" ? "cite" : each.op, id, each.op === "set" ? each.field : ""].join();
}
