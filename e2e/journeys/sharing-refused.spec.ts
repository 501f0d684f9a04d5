import { createDraft } from "@/lib/notes/commands";
import { recallRevision } from "@/lib/publishing/recall-commands";
import { expect } from "../fixtures";
import { OwnServer } from "../own-server";
import { test } from "../published-note";

test("A note that was recalled, or is not out yet, says why it cannot be shared in place of the form", async ({
  page,
  context,
  contextOf,
  note,
  signedInAs,
}) => {
  await note.link("Gull Rock Fund");
  const rowan = await contextOf("rowan@quarterdeck.example");
  await recallRevision(rowan, { revisionId: note.revisionId, reason: "A figure was wrong." });
  await createDraft(rowan, { ticker: note.ticker, period: "2025-Q2" });
  await signedInAs("ana@quarterdeck.example");
  await page.goto(note.path);
  await page.getByRole("link", { name: "Share" }).click();
  await expect(page.getByText("This was recalled, so it cannot be shared.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Make the link" })).toHaveCount(0);
  await expect(page.getByRole("row", { name: /Gull Rock Fund/ })).toBeVisible();
  const unpublished = `/companies/${note.ticker}/2025-Q2/share`;
  await page.goto(unpublished);
  await expect(page.getByText("Nothing of this note is out yet.")).toBeVisible();
  await signedInAs("ada@quarterdeck.example");
  expect((await context.request.get(unpublished)).status()).toBe(404);
});

test("Where mail is not set up no address is asked for, and says why; where it is, each that is wrong is named", async ({
  page,
  note,
  signedInAs,
  workspace,
}) => {
  await signedInAs("ana@quarterdeck.example");
  await page.goto(`${note.path}/share`);
  const addresses = page.getByLabel("Addresses that can open it");
  await expect(addresses).toHaveAccessibleDescription(/Mail is not set up here/);
  await expect(addresses).not.toBeEditable();

  const mail = { SMTP_URL: "smtp://127.0.0.1:9", MAIL_FROM: "notes@fog.example" };
  const server = await OwnServer.start(workspace.databaseUrl, mail);
  await page.goto(`${server.url}${note.path}/share`);
  await page.getByLabel("Who it is for").fill("Gull Rock Fund");
  await addresses.fill("Ines@Gullrock.example\ngullrock.example");
  await page.getByRole("button", { name: "Make the link" }).click();
  await expect(addresses).toHaveAccessibleDescription(/“gullrock.example” is neither an address nor a domain/);
  await expect(addresses).toHaveValue("Ines@Gullrock.example\ngullrock.example");
  await addresses.fill("Ines@Gullrock.example\n@gullrock.example");
  await page.getByRole("button", { name: "Make the link" }).click();
  const row = page.getByRole("row", { name: /Gull Rock Fund/ });
  await expect(row).toContainText("2 addresses or domains");
  await row.getByRole("link").click();
  await expect(addresses).toHaveValue("ines@gullrock.example\n@gullrock.example");
  const link = new URL(page.url()).pathname;
  await server.kill();

  // Mail was set up once: what the link has may stay or go, and nothing is added.
  await page.goto(workspace.publicUrl + link);
  await expect(addresses).toHaveAccessibleDescription(/nobody can open this link/);
  await addresses.fill("ines@gullrock.example\nole@gullrock.example");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(addresses).toHaveAccessibleDescription(/no code can prove an address/);
  await addresses.fill("ines@gullrock.example");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByText(/^Saved\./)).toBeVisible();
  await expect(addresses).toHaveValue("ines@gullrock.example");
});
