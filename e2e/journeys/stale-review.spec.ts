import { sql } from "drizzle-orm";
import { submitRevision, takeBackRevision } from "@/lib/review/commands";
import { acceptAll, changeOn, decisionOn, expect, test } from "../reviewing";

const isShut = "Approve opens once the open change has a verdict.";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`a reviewer ${javaScriptEnabled ? "with" : "without"} scripts whose page shows what is not there any more`, () => {
    test.use({ javaScriptEnabled });

    test("accepts and approves nothing from it, is told so, and reads what there is now", async ({
      note,
      ana,
      rowan,
      pageOf,
    }) => {
      const revisionId = await note.draft(ana, { headline: "Orders hold", supply: "Two suppliers are late." });
      await submitRevision(ana, { revisionId, summary: "After the filing" });
      const deciding = await pageOf("rowan@quarterdeck.example");
      await deciding.goto(`/review/${revisionId}`);
      await acceptAll(rowan, revisionId);
      const approving = await pageOf("rowan@quarterdeck.example");
      await approving.goto(`/review/${revisionId}`);
      await expect(decisionOn(approving)).toContainText("2 of 2 judged");
      const stateNow = async () => {
        const [row] = await ana.db.execute<{ state: string; approvals: number; decisions: number }>(sql`select state,
          (select count(*)::int from approvals where revision_id = ${revisionId}) as approvals,
          (select count(*)::int from decisions where revision_id = ${revisionId}) as decisions
          from revisions where id = ${revisionId}`);
        return row;
      };
      const approve = decisionOn(approving).getByRole("button", { name: "Approve and publish r2" });

      await takeBackRevision(ana, { revisionId });
      if (javaScriptEnabled) {
        await approve.click();
        await expect(decisionOn(approving).getByRole("alert")).toHaveText("This revision is a draft, not in review.");
      }
      await note.write(ana, revisionId, { headline: "Orders fall" });
      await submitRevision(ana, { revisionId, summary: "After the filing, again" });
      const before = await stateNow();
      expect(before).toEqual({ state: "in_review", approvals: 0, decisions: 2 });

      await approve.click();
      if (javaScriptEnabled) {
        await expect(decisionOn(approving).getByRole("alert")).toHaveText(
          "The revision is not what you read any more. Open it again and approve what it shows.",
        );
        await approving.reload();
      }
      await expect(decisionOn(approving)).toContainText(isShut);
      await expect(changeOn(approving, 1)).toContainText("Orders");
      await expect(changeOn(approving, 1).locator("ins")).toContainText("fall");
      await changeOn(deciding, 1).getByRole("button", { name: "Accept change 1" }).click();
      if (javaScriptEnabled) {
        await expect(changeOn(deciding, 1).getByRole("alert")).toHaveText(
          "This change is not what you saw any more. Read it again and decide on what it says now.",
        );
      }
      expect(await stateNow()).toEqual(before);
      await deciding.goto(`/review/${revisionId}`);
      await expect(decisionOn(deciding)).toContainText("1 of 2 judged");
      await changeOn(deciding, 1).getByRole("button", { name: "Accept change 1" }).click();
      await expect(decisionOn(deciding)).toContainText("2 of 2 judged");
    });
  });
}
