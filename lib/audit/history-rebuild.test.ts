import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { testCount } from "@/lib/env";
import { canonicalText } from "@/lib/notes/content";
import { readContent } from "@/lib/notes/content-queries";
import { anyWish } from "@/lib/notes/fixtures/edits";
import { addCompanyOf } from "@/lib/world";
import { act, newCompany, newWorld } from "./fixtures/deeds";
import type { World } from "./fixtures/dice";
import { listEvents } from "./queries";
import { nothingRebuilt, rebuildOn } from "./rebuild";

let base: TestDatabase;
let world: World;
beforeAll(async () => {
  base = await freshDatabase();
  world = await newWorld(base.app);
});
afterAll(() => base.close());

const lastSeq = async () => Number((await base.sql.app`select max(seq) from audit_events`)[0]?.max);

type Revision = { id: string; state: string; content: string | null };

/** What every revision of a company says now: what is out as it went out, everything else as its tables have it. */
async function textsOf(companyId: string): Promise<Map<string, string>> {
  const rows = await base.sql.app<Revision[]>`select revisions.id, state, content from revisions
    join notes on notes.id = note_id where company_id = ${companyId} and state <> 'discarded'`;
  const texts = new Map<string, string>();
  for (const { id, state, content } of rows) {
    const read = state === "published" ? null : await readContent(base.app, id);
    texts.set(id, read ? canonicalText(read) : (content ?? ""));
  }
  return texts;
}

const deedsOfNotes = [
  "note.imported",
  "revision.created",
  "revision.edited",
  "revision.edited",
  "revision.edited",
  "revision.submitted",
  "revision.published",
  "revision.submitted",
  "revision.published",
  "changes.decided",
  "revision.cut",
  "revision.merged",
  "revision.restored",
  "revision.sent_back",
  "revision.taken_back",
  "revision.discarded",
  "company.edited",
] as const;

const anyHistory = fc.array(
  fc.record({
    action: fc.constantFrom(...deedsOfNotes),
    dice: fc.record({ who: fc.nat(1_000), which: fc.nat(1_000), wish: anyWish }),
  }),
  { minLength: 12, maxLength: 24 },
);

it("R47: Every version that any note ever had is rebuilt to the byte from the events alone, with who made it and when", async () => {
  let versions = 0;
  const law = fc.asyncProperty(anyHistory, async (history) => {
    const { id } = await addCompanyOf(base.app, newCompany());
    const own = { ...world, companyIds: [id] };
    let seq = await lastSeq();
    const rebuilt = nothingRebuilt();
    for (const { action, dice } of history) {
      const begun = Date.now();
      const came = await act(own, action, dice);
      for (const event of await listEvents(base.app, seq)) {
        expect(event.actor).toBe(typeof came === "object" ? came.by : "nobody");
        expect(event.at.getTime()).toBeGreaterThanOrEqual(begun);
        expect(event.at.getTime()).toBeLessThanOrEqual(Date.now());
        rebuildOn(rebuilt, event);
        seq = event.seq;
      }
      for (const [revisionId, text] of await textsOf(id)) {
        const again = rebuilt.contents.get(revisionId);
        expect(again && canonicalText(again)).toBe(text);
        versions++;
      }
    }
  });
  await fc.assert(law, { numRuns: testCount(15, 1_000), endOnFailure: true });
  expect(versions).toBeGreaterThan(testCount(50, 5_000));
}, 3_600_000);
