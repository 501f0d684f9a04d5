import { randomUUID } from "node:crypto";
import { openDraft, openField } from "../draft";
import { change, expect, test } from "../live";
import { test as withPeople } from "../people";

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

withPeople(
  "R8: Who is taken their role on the people page while the editor is open is told so there, and saves nothing more",
  async ({ context, page, browser, member, newDraft, contentOf, sessionOf, signedInAs }) => {
    const dee = await member("Dee Dunlin", ["analyst"]);
    await signedInAs(dee.email);
    const { revisionId, path } = await newDraft("KC", "2025-Q1");
    await openDraft(page, path);
    const box = await openField(page, "R1, text");
    await box.fill("Written as an analyst");
    await expect.poll(async () => JSON.stringify(await contentOf(revisionId))).toContain("Written as an analyst");
    const admins = await browser.newContext();
    await admins.addCookies([await sessionOf("ada@quarterdeck.example")]);
    const settings = await admins.newPage();
    await settings.goto(new URL(dee.path, page.url()).href);
    await settings.getByLabel("Analyst").uncheck();
    await settings.getByLabel("Viewer", { exact: true }).check();
    await settings.getByRole("button", { name: "Save roles" }).click();
    await expect(settings.getByRole("status")).toHaveText(/^Saved/);
    await admins.close();
    await box.pressSequentially(", and then as a viewer");
    await expect(page.getByText("Your roles do not let you see this draft any more.")).toBeVisible();
    expect(JSON.stringify(await contentOf(revisionId))).not.toContain("as a viewer");
    expect((await context.request.get(path)).status()).toBe(404);
  },
);
