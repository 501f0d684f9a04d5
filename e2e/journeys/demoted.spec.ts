import { randomUUID } from "node:crypto";
import { openDraft, openField } from "../draft";
import { change, expect, test } from "../live";

test("Who is no analyst any more while they write is told so, keeps the words in the page, and has them saved once they are one again", async ({
  context,
  page,
  person,
  newDraft,
  contentOf,
  connection,
  workspace,
}) => {
  const { actor, token } = await person(`demoted-${randomUUID()}@fog.example`);
  await context.addCookies([{ name: "session", value: token, url: workspace.publicUrl }]);
  const { revisionId, path } = await newDraft("KC", "2025-Q1");
  await openDraft(page, path);
  const box = await openField(page, "R1, text");
  await box.fill("Written while the role");
  await change(connection, `delete from user_roles where user_id = '${actor.id}'`);
  await box.pressSequentially(" went");
  await expect(page.getByText("Your roles do not let you see this draft any more.")).toBeVisible();
  await expect(page.getByText("Your 1 unsaved edit is kept in this browser.")).toBeVisible();
  await expect(page.locator("#R1")).toContainText("Written while the role went");
  expect(JSON.stringify(await contentOf(revisionId))).not.toContain("Written while");
  await change(connection, `insert into user_roles (user_id, role) values ('${actor.id}', 'analyst')`);
  await openDraft(page, path);
  await expect.poll(async () => JSON.stringify(await contentOf(revisionId))).toContain("Written while the role went");
});
