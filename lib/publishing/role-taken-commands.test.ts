import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Connection, connect } from "@/db/connect";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { type Pass, proxied } from "@/db/test-proxy";
import { sha256 } from "@/lib/auth/token";
import { type Database, inTransaction, type UserActor } from "@/lib/context";
import { Refused } from "@/lib/errors";
import { createDraft } from "@/lib/notes/commands";
import { canonicalText } from "@/lib/notes/content";
import { submitRevision } from "@/lib/review/commands";
import { decideChanges } from "@/lib/review/decide-commands";
import { accept, draftOnFirst, itemsIn, reviewedOf, seen, set } from "@/lib/review/fixtures/reviewing";
import { addMember, addTeam, as, builder, readDraft, saveAs } from "@/lib/world";
import { approveRevision } from "./commands";
import { acceptedPart, publishPart } from "./cut-commands";
import { recallRevision } from "./recall-commands";

let base: TestDatabase;
let writer: UserActor;
let reviewer: UserActor;
let second: UserActor;
/** The reviewer's way to the database. */
let place: Connection;
let pass: Pass = (forward) => forward();
let closeProxy = () => {};

beforeAll(async () => {
  base = await freshDatabase();
  ({ writer, reviewer } = await addTeam(base.app));
  second = (await addMember(base.app, { email: "ria@fog.example", name: "ria", roles: ["reviewer"] })).actor;
  await draftOnFirst(base.app, { writer, reviewer });
  const proxy = await proxied(base.urls.app, (forward, message) => pass(forward, message));
  closeProxy = proxy.close;
  place = connect(proxy.url, { max: 1, name: "reviewer" });
  await place.db.execute(sql`select 1`);
});
afterAll(async () => {
  await place.close();
  closeProxy();
  await base.close();
});

const change = (statement: ReturnType<typeof sql>) =>
  inTransaction(as(base.app, builder), (tx) => tx.db.execute(statement));
const demote = (who: UserActor) => change(sql`delete from user_roles where user_id = ${who.id}`);
const promote = (who: UserActor) =>
  change(sql`insert into user_roles values (${who.id}, 'reviewer') on conflict do nothing`);
const ask = (approvals: 1 | 2) => change(sql`update review_settings set approvals_needed = ${approvals}`);

/** A revision in review in which a title and a body were changed. */
async function submitted() {
  const { revisionId } = await createDraft(as(base.app, writer), { ticker: "FOG", period: "2025-Q1", beside: true });
  const { positive, risk } = itemsIn((await readDraft(base.app, revisionId)).content);
  await saveAs(base.app, writer, revisionId, [
    set(positive, "title", `Orders ${revisionId}`),
    set(risk, "title", `Supply ${revisionId}`),
  ]);
  const { contentSha256 } = await submitRevision(as(base.app, writer), { revisionId, summary: "More" });
  return { revision: { revisionId, contentSha256 }, key: `${risk.id}:text` };
}

type Work = (db: Database) => Promise<unknown>;

/**
 * Does the work anew for each message that it sends, and takes the role of `who` just before that one gets there; what
 * each came to: `done`, or with which sentence it was refused.
 */
async function takenEverywhere(who: UserActor, arrange: () => Promise<Work>): Promise<Set<string>> {
  const outcomes = new Set<string>();
  for (let nth = 1, goesOn = true; goesOn; nth += 1) {
    const work = await arrange();
    let sent = 0;
    pass = async (forward) => {
      sent += 1;
      if (sent === nth) await demote(who);
      await forward();
    };
    const outcome = await work(place.db).then(
      () => "done",
      (error: Error) => (error instanceof Refused ? `${error.reason}: ${error.message}` : error.stack),
    );
    pass = (forward) => forward();
    await promote(who);
    outcomes.add(String(outcome));
    goesOn = sent >= nth;
  }
  return outcomes;
}

const noReviewer = "forbidden: You are no reviewer any more. An admin can change that.";
/** An approval that stood when it was counted, and not any more when it was to publish. */
const late = "conflict: An approval that this rests on has just ceased to count. Reload the page and try again.";

describe("a reviewer whose role is taken at any moment of what they do", () => {
  it("has decided on a change, or is told that they are no reviewer any more", async () => {
    const outcomes = await takenEverywhere(reviewer, async () => {
      const {
        revision: { revisionId },
        key,
      } = await submitted();
      const changes = await seen(base.app, revisionId, [key]);
      return (db) => decideChanges(as(db, reviewer), { revisionId, verdict: "accepted", changes, comment: "Good." });
    });
    expect(outcomes).toEqual(new Set(["done", noReviewer]));
  });

  it("has approved, or is told", async () => {
    const outcomes = await takenEverywhere(reviewer, async () => {
      const { revision } = await submitted();
      return (db) => approveRevision(as(db, reviewer), revision);
    });
    expect(outcomes).toEqual(new Set(["done", noReviewer, late]));
  });

  it("has published a part, or is told", async () => {
    const outcomes = await takenEverywhere(reviewer, async () => {
      const {
        revision: { revisionId },
        key,
      } = await submitted();
      await accept(base.app, reviewer, revisionId, [key]);
      const partSha256 = sha256(canonicalText(acceptedPart(await reviewedOf(base.app, revisionId)).content));
      return (db) => publishPart(as(db, reviewer), { revisionId, partSha256, summary: "The accepted part" });
    });
    expect(outcomes).toEqual(new Set(["done", noReviewer, late]));
  });

  it("has recalled, or is told", async () => {
    const outcomes = await takenEverywhere(reviewer, async () => {
      const { revision } = await submitted();
      await approveRevision(as(base.app, reviewer), revision);
      return (db) => recallRevision(as(db, reviewer), { revisionId: revision.revisionId, reason: "Wrong." });
    });
    expect(outcomes).toEqual(new Set(["done", noReviewer]));
  });
});

it("A second approval does not publish on a first whose maker's role is taken meanwhile, and says so or waits for another", async () => {
  await ask(2);
  const outcomes = await takenEverywhere(second, async () => {
    const { revision } = await submitted();
    await approveRevision(as(base.app, second), revision);
    return (db) => approveRevision(as(db, reviewer), revision);
  });
  expect(outcomes).toEqual(new Set(["done", late]));
});
