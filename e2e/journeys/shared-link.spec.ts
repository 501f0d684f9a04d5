import { sql } from "drizzle-orm";
import { findActorByEmail } from "@/lib/auth/queries";
import { newToken } from "@/lib/auth/token";
import { inTransaction } from "@/lib/context";
import { issueLink, revokeLinks } from "@/lib/sharing/commands";
import { as, builder } from "@/lib/world";
import { expect, test } from "../fixtures";

test.describe("a reader with a shared link, no account and no scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("reads the note that was approved, whole, in one document without scripts or cookies", async ({
    page,
    context,
    workspace,
  }) => {
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(workspace.sharedLinkPath);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Xiaomi cluster delivered in March/);
    for (const name of ["Guidance", /^Topics/, "Q&A digest", "Covering analysts", "Sources"]) {
      await expect(page.getByRole("heading", { name, level: 2 })).toBeVisible();
    }
    await expect(page.getByText("A 512-node cluster was delivered to Xiaomi")).toBeVisible();
    await expect(page.getByText("No source cited").first()).toBeVisible();
    await expect(page.getByText("Published by Rowan Reed")).toBeVisible();
    expect(await page.locator("script").count()).toBe(0);
    expect(await context.cookies()).toEqual([]);
    const origin = new URL(workspace.publicUrl).origin;
    expect(requests.every((url) => url.startsWith(`${origin}/s/`))).toBe(true);
    expect(requests.length).toBeLessThanOrEqual(3);
  });

  test("gets it under 60 kB, uncached, unlisted and with nothing in its head that names the note", async ({
    context,
    workspace,
  }) => {
    const response = await context.request.get(workspace.sharedLinkPath);
    const body = await response.text();
    expect(Buffer.byteLength(body)).toBeLessThan(60_000);
    const head = body.slice(0, body.indexOf("<body"));
    expect(head.replace(/<style[\s\S]*?<\/style>/g, "")).not.toMatch(/Kingsoft|KC|Xiaomi/);
    expect(response.headers()).toMatchObject({
      "cache-control": "private, no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
    });
    expect(response.headers()["x-robots-tag"]).toContain("noindex");
    expect(response.headers()["content-security-policy"]).toContain("default-src 'none'");
    expect(response.headers()["content-security-policy"]).not.toContain("script-src");
    expect(response.headers()["set-cookie"]).toBeUndefined();
  });

  test("follows a citation to the entry of its source", async ({ page, workspace }) => {
    await page.goto(workspace.sharedLinkPath);
    await page
      .getByRole("link", { name: /doc(ument)? 2/i })
      .first()
      .click();
    await expect(page.locator(":target")).toContainText("Summary of the first quarter 2025 earnings call");
  });

  test("cannot tell a link that is unknown from one that was revoked or is over", async ({ context, connection }) => {
    const { db } = connection;
    const analyst = await findActorByEmail(as(db, builder), "ana@quarterdeck.example");
    if (!analyst) throw new Error("The demo has no Ana.");
    const [row] = await db.execute<{ id: string }>(sql`select id from revisions where state = 'published' limit 1`);
    const link = { revisionId: row?.id ?? "", label: "Ended", expiresAt: null };
    const revoked = await issueLink(as(db, analyst), link);
    const over = await issueLink(as(db, analyst), link);
    const answer = async (token: string) => {
      const response = await context.request.get(`/s/${token}`);
      const headers = Object.entries(response.headers()).filter(([name]) => !["date", "keep-alive"].includes(name));
      return { status: response.status(), body: await response.text(), headers };
    };
    expect((await answer(revoked.token)).status).toBe(200);
    await revokeLinks(as(db, analyst), [revoked.linkId]);
    await inTransaction(as(db, analyst), (tx) =>
      tx.db.execute(sql`update share_links set expires_at = now() - interval '1 second' where id = ${over.linkId}`),
    );
    const unknown = await answer(newToken());
    expect(unknown.status).toBe(404);
    expect(await answer(revoked.token)).toEqual(unknown);
    expect(await answer(over.token)).toEqual(unknown);
    expect(await answer("not-a-token")).toEqual(unknown);
  });
});
