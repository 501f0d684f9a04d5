import { sql } from "drizzle-orm";
import type { Page, Request } from "playwright/test";
import { inTransaction } from "@/lib/context";
import { submitRevision } from "@/lib/review/commands";
import { acceptAll, decisionOn, expect, test } from "../reviewing";

const handIn = "You had a hand in this revision. Ask another reviewer to approve it.";

type Approvable = { revisionId: string; contentSha256: string };

/** Sends a recorded approval once more, from this browser, as if it were of another revision. */
async function replay(from: Page, recorded: Request, was: Approvable, now: Approvable): Promise<string> {
  const other = (text: string) =>
    text.replaceAll(was.revisionId, now.revisionId).replaceAll(was.contentSha256, now.contentSha256);
  const body = recorded.postDataBuffer()?.toString() ?? "";
  expect(body).toContain(was.contentSha256);
  const headers = Object.entries(await recorded.allHeaders()).filter(
    ([name]) => !/^(:|cookie|content-length|host)/.test(name),
  );
  const answer = await from.request.post(other(recorded.url()), {
    headers: Object.fromEntries(headers.map(([name, value]) => [name, other(value)])),
    data: Buffer.from(other(body)),
    maxRedirects: 0,
  });
  return answer.text();
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`a reviewer ${javaScriptEnabled ? "with" : "without"} scripts`, () => {
    test.use({ javaScriptEnabled });

    test("finds the approval of what they wrote in shut, with the reason, and does not get it by sending another's again", async ({
      note,
      ana,
      rowan,
      newcomer,
      pageOf,
    }) => {
      const page = await pageOf("rowan@quarterdeck.example");
      const others = await note.draft(ana, { headline: "Orders hold" });
      const approved = { revisionId: others, ...(await submitRevision(ana, { revisionId: others, summary: "One" })) };
      await acceptAll(rowan, others);
      await page.goto(`/review/${others}`);
      const sent = page.waitForRequest((request) => request.postData()?.includes(note.path) ?? false);
      await decisionOn(page).getByRole("button", { name: "Approve and publish r2" }).click();
      const recorded = await sent;
      await expect(page).toHaveURL(`${note.path}?done=${others}`);

      const own = await note.draft(ana, { headline: "Orders fall" });
      await note.write(rowan, own, { supply: "Two suppliers are late." });
      const written = { revisionId: own, ...(await submitRevision(ana, { revisionId: own, summary: "Two" })) };
      const rhea = await newcomer("Rhea Rook", "reviewer");
      await acceptAll(rhea, own);
      await page.goto(`/review/${own}`);
      const approve = decisionOn(page).getByRole("button", { name: "Approve and publish r3" });
      await expect(approve).toBeDisabled();
      await expect(approve).toHaveAccessibleDescription(
        "You wrote in this revision, so someone else must approve it. Any reviewer who wrote none of it can.",
      );
      await expect(page.getByRole("button", { name: /^Accept/ })).toHaveCount(0);
      await approve.click({ force: true });
      const stateOf = async () => {
        const [row] = await ana.db.execute(sql`select state, number,
          (select count(*)::int from approvals where revision_id = ${own}) as approvals,
          (select max(seq)::int from audit_events where subject_id = ${own}) as event from revisions where id = ${own}`);
        return row;
      };
      const before = await stateOf();
      expect(before).toMatchObject({ state: "in_review", number: null, approvals: 0 });
      expect(await replay(page, recorded, approved, written)).toContain(handIn);
      expect(await stateOf()).toEqual(before);

      // The request as such is sound: from somebody who wrote none of it, it publishes.
      await replay(await pageOf(rhea.email), recorded, approved, written);
      expect(await stateOf()).toMatchObject({ state: "published", number: 3, approvals: 1 });
    });
  });
}

test("In SQL too, as the role that the product itself has, nobody approves or publishes what they wrote in", async ({
  note,
  ana,
  rowan,
  newcomer,
}) => {
  const rhea = await newcomer("Rhea Rook", "reviewer");
  const id = await note.draft(ana, { headline: "Orders fall" });
  await note.write(rowan, id, { supply: "Two suppliers are late." });
  const { contentSha256 } = await submitRevision(ana, { revisionId: id, summary: "Two" });
  const all = async () => {
    const [row] = await ana.db.execute(sql`select state, number, published_at, content_sha256,
      (select count(*)::int from approvals where revision_id = ${id}) as approvals,
      (select count(*)::int from publications where revision_id = ${id}) as publications,
      (select array_agg(user_id order by user_id) from revision_editors where revision_id = ${id}) as editors,
      (select max(seq)::int from audit_events) as event from revisions where id = ${id}`);
    return row;
  };
  const before = await all();
  expect(before).toMatchObject({ state: "in_review", content_sha256: contentSha256, approvals: 0, publications: 0 });
  const approval = (of: string) => sql`insert into approvals (revision_id, approver_id, content_sha256)
    values (${id}, ${of}, ${contentSha256})`;
  const publish = sql`update revisions set state = 'published', number = 2, published_at = now() where id = ${id}`;
  const attempts = {
    "their own approval": [approval(rowan.actor.id), "23514"],
    "an approval in another's name": [approval(rhea.actor.id), "23514"],
    "a publication without one": [publish, "23514"],
    "a note that they wrote none of it": [sql`delete from revision_editors where user_id = ${rowan.actor.id}`, "42501"],
    "another hash under what is in review": [
      sql`update revisions set content_sha256 = ${"0".repeat(64)} where id = ${id}`,
      "42501",
    ],
    "an approval of a revision without a guard": [sql`alter table approvals disable trigger all`, "42501"],
  } as const;
  for (const [what, [statement, code]] of Object.entries(attempts)) {
    const attempt = inTransaction(rowan, (tx) => tx.db.execute(statement));
    await expect(attempt, what).rejects.toMatchObject({ cause: { code } });
    expect(await all(), what).toEqual(before);
  }
});
