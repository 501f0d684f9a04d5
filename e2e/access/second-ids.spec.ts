import { randomBytes, randomUUID } from "node:crypto";
import fc from "fast-check";
import { testCount } from "@/lib/env";
import { discardRevision } from "@/lib/review/commands";
import { as } from "@/lib/world";
import { ask, outcomeOf, type Sent, sendAction } from "../doors/ask";
import type { Guarded } from "../doors/principals";
import { guarded, idOf, setScene, whoMay } from "../doors/scenes";
import { expect, test } from "../doors/workspace";
import { parts, type World } from "../doors/world";

const token = /\b([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{64})\b/g;

/** The id that the sender of a request makes, so that one which is sent twice is done once; empty: there is none. */
function madeIn(name: Guarded, sent: Sent): string {
  const fields = ("form" in sent ? sent.form : sent.value) as Record<string, string | undefined>;
  return (name === "issueLinkAction" ? fields.linkId : fields.key) ?? "";
}

/** What a request names: every id and every hash in it, but for the one that its sender makes. */
function idsIn(name: Guarded, sent: Sent): string[] {
  const { path: _, ...said } = sent;
  return [...new Set(JSON.stringify(said).match(token) ?? [])].filter((id) => id !== madeIn(name, sent));
}

/** The same request with other ids in it. */
function renamed({ path, ...sent }: Sent, ids: ReadonlyMap<string, string>): Sent {
  return { path, ...JSON.parse(JSON.stringify(sent).replace(token, (id) => ids.get(id) ?? id)) };
}

/**
 * What names nothing by an id or a hash: it is about its sender, about the workspace, or about what it says in words. A ticker
 * with a quarter, or the number of a job, is no second thing that could be another's: whoever may begin a note may begin it of
 * any company, and whoever may retry a job, any that failed. Of one that is not there `absent.spec.ts` asks.
 */
const namesNothing = new Set([
  ...["addFactorAction", "beginFactorAction", "changePasswordAction", "endOthersAction", "leaveAction"],
  ...["passFactorAction", "preferencesAction", "removeFactorAction", "renameAction", "replaceCodesAction"],
  ...["signOutAction", "turnKeysAction"],
  ...["changeReviewSettingsAction", "changeSharingSettingsAction", "changeSignInSettingsAction", "inviteAction"],
  ...["addCompanyAction", "carryForwardAction", "createDraftAction", "importAction", "retryJobAction"],
]);

/** Requests whose ids need not belong together: any of them may be named with any other. */
const independent = new Set(["endLinksAction"]);

/** What is no error, and does nothing: a session that is over, a look at what is gone; an edit of a save is answered by itself. */
const quiet = new Set(["endSessionAction", "lookAction", "saveAction"]);

/** Ids of things that no such request is about. */
async function strangers(world: World): Promise<string[]> {
  const { draftId, revisionId } = await world.draft();
  const { headline } = parts(await world.content(draftId));
  await discardRevision(as(world.db, world.writer), { revisionId: draftId });
  const [row] = await world.db.execute<{ note: string; company: string; session: string }>(`
    select note_id as note, company_id as company,
      (select id from sessions where user_id = '${world.admin.id}' order by created_at desc limit 1) as session
    from revisions join notes on notes.id = note_id where revisions.id = '${revisionId}'`);
  if (!row) throw new Error("There is no such revision.");
  return [row.note, row.company, row.session, headline.id, draftId, randomUUID()];
}

for (const { name } of guarded.filter((each) => namesNothing.has(each.name))) {
  test(`${name} names nothing that could be another's by an id`, async ({ doors: { world } }) => {
    expect(idsIn(name, await setScene(world, name, whoMay(world, name)))).toEqual([]);
  });
}

for (const { name } of guarded.filter((each) => !namesNothing.has(each.name))) {
  test(`R3: ${name} does nothing when any of what it names is another thing than its sender may name there`, async ({
    doors: { world, digest, servers },
  }) => {
    const by = whoMay(world, name);
    const sent = await setScene(world, name, by);
    const other = await setScene(world, name, by);
    const ids = idsIn(name, sent);
    expect(ids).not.toEqual([]);
    const others = idsIn(name, other);
    const differ = ids.filter((id, at) => others[at] !== id);
    const pool = await strangers(world);
    const admin = world.team["an admin"].cookie ?? "";
    const before = await digest.now();
    const refused = async (ids: ReadonlyMap<string, string>) => {
      const answer = await sendAction(servers.gated, idOf(name), renamed(sent, ids), by);
      expect(answer.status).toBeLessThan(500);
      const outcome = outcomeOf(answer);
      if (!quiet.has(name)) expect(outcome, JSON.stringify([...ids])).toHaveProperty("refusal");
    };
    const hashOrId = (id: string, named: string) => (id.length === 64 ? randomBytes(32).toString("hex") : named);
    const strange = fc
      .tuple(fc.subarray(ids, { minLength: 1 }), fc.constantFrom(...pool))
      .map(([chosen, named]) => new Map(chosen.map((id) => [id, hashOrId(id, named)])));
    // Things of the same kind, but of another note: each is sound, and together they are not.
    const mixed = fc
      .subarray(differ, { minLength: 1, maxLength: Math.max(1, differ.length - 1) })
      .map((chosen) => new Map(chosen.map((id) => [id, others[ids.indexOf(id)] ?? ""])));
    const together = differ.length > 1 && !independent.has(name) ? [strange, mixed] : [strange];
    await fc.assert(fc.asyncProperty(fc.oneof(...together), refused), { numRuns: testCount(6, 500) });
    const { save_receipts: _, ...after } = await digest.now(); // how a save was answered is kept, for it to be sent again
    expect(before).toMatchObject(after);
    expect((await ask(servers.gated, "/account", { headers: { cookie: admin } })).status).toBe(200);
    // A save is answered edit by edit, and what it was answered is kept under its key: the sound one has another.
    const sound = renamed(sent, new Map([[madeIn(name, sent), randomUUID()]]));
    const outcome = outcomeOf(await sendAction(servers.gated, idOf(name), sound, by));
    expect(outcome, "with its own ids").toEqual({ done: true });
  });
}

test("R3: Nobody saves as somebody else, ends another's session, or has an account changed by naming it", async ({
  doors: { world, digest, servers },
}) => {
  const [by, victim] = [world.team["another reviewer"], world.team["an admin"]];
  const sent = await setScene(world, "saveAction", victim);
  const theirs = await setScene(world, "endSessionAction", victim);
  const before = await digest.now();
  const outcome = outcomeOf(await sendAction(servers.gated, idOf("saveAction"), sent, by));
  expect(outcome).toHaveProperty("refusal", expect.stringMatching(/^You are signed in as /));
  await sendAction(servers.gated, idOf("endSessionAction"), theirs, by);
  const [{ sessionId = "" }] = "form" in theirs ? [theirs.form as { sessionId?: string }] : [{}];
  const left = await world.db.execute(`select from sessions where id = '${sessionId}'`);
  expect(left).toHaveLength(1);
  expect(await digest.now()).toEqual(before);
});
