import { expect } from "../fixtures";
import { test } from "../reader";

test("R34: a page that a reader goes on to does not learn where they came from.", async ({ share, reader, sink }) => {
  const page = await reader.newPage();
  for (const terms of [{}, { password: "Lantern by the bay" }]) {
    await page.goto(await share(terms));
    if ("password" in terms) {
      await page.getByLabel("Password").fill(terms.password);
      await page.keyboard.press("Enter");
    }
    await page.getByRole("link", { name: /^http/ }).click();
    await expect(page.getByText("Elsewhere")).toBeVisible();
  }
  expect(sink.referrers).toEqual([undefined, undefined]);
  // From its pages with a form, which send a referrer to themselves, too; and they load nothing from elsewhere.
  for (const terms of [{ password: "Lantern by the bay" }, { recipients: ["@fund.example"] }, { viewsMax: 2 }]) {
    const answer = await page.goto(await share(terms));
    expect(answer?.headers()["content-security-policy"]).toContain("img-src 'none'");
    await expect(page.getByRole("button")).toBeVisible();
    await page.evaluate((address) => {
      const link = document.createElement("a");
      link.href = address;
      document.body.append(link);
      link.click();
    }, sink.url);
    await expect(page.getByText("Elsewhere")).toBeVisible();
  }
  expect(sink.referrers).toEqual(Array(5).fill(undefined));
});
