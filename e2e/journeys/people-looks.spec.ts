import { invite } from "@/lib/people/invite-commands";
import { expect } from "../fixtures";
import { test } from "../people";
import { expectSound, inEveryLook } from "../sound";

test("Nobody but an admin finds the pages of people, and what is not there answers as what is not theirs", async ({
  context,
  contextOf,
  member,
  signedInAs,
}) => {
  const gil = await member("Gil", ["viewer"]);
  const ada = await contextOf("ada@quarterdeck.example");
  const { invitationId } = await invite(ada, { email: `x-${gil.email}`, roles: ["viewer"] });
  const paths = [
    "/settings/people",
    "/settings/people/invite",
    gil.path,
    `/settings/people/invitations/${invitationId}`,
  ];
  for (const person of ["ana", "rowan", "vida"]) {
    await signedInAs(`${person}@quarterdeck.example`);
    for (const path of paths) expect((await context.request.get(path)).status(), `${person} ${path}`).toBe(404);
  }
  await signedInAs("ada@quarterdeck.example");
  for (const path of paths) expect((await context.request.get(path)).status(), path).toBe(200);
  const absent = ["/settings/people/x", `/settings/people/${invitationId}`, `/settings/people/invitations/${gil.id}`];
  for (const path of [...absent, "/setup"]) expect((await context.request.get(path)).status(), path).toBe(404);
});

inEveryLook(() => {
  test("the pages of people are accessible, and fit their width", async ({ page, contextOf, member, signedInAs }) => {
    const long = "with a name of some length that goes on for a while".repeat(2);
    const gil = await member(`Gil ${long}`, ["analyst", "admin"]);
    const ada = await contextOf("ada@quarterdeck.example");
    const { invitationId, token } = await invite(ada, { email: `x-${gil.email}`, roles: ["viewer", "admin"] });
    await page.goto(`/invite/${token}`);
    await page.getByLabel("Your name").fill(" ");
    await page.getByLabel("Password").fill("short");
    await page.getByRole("button", { name: "Join" }).click();
    await expect(page.getByLabel("Your name")).toHaveAccessibleDescription("Write a name.");
    await expectSound(page, "/invite");
    await page.goto(`/invite/${"A".repeat(43)}`);
    await expectSound(page, "/invite of nothing");
    await signedInAs("ada@quarterdeck.example");
    for (const path of [
      "/settings/people?withdrawn",
      `${gil.path}?saved`,
      `/settings/people/invitations/${invitationId}`,
    ]) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectSound(page, path);
    }
    await page.getByRole("button", { name: "Give it a new address" }).click();
    await expect(page.locator("code")).toBeVisible();
    await page.evaluate(() => scrollTo(0, 0)); // the bar covers half a link of what the focus scrolled past
    await expectSound(page, "an invitation's address");
    await page.goto("/settings/people/invite");
    await page.getByLabel("Viewer", { exact: true }).uncheck();
    await page.getByLabel("Email").fill("x@fog.example");
    await page.getByRole("button", { name: "Invite" }).click();
    await expect(page.getByRole("group", { name: "Roles" })).toHaveAccessibleDescription(/Give at least one role/);
    await expectSound(page, "/settings/people/invite");
  });
});
