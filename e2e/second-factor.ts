import type { Page } from "playwright/test";
import { codeFrom } from "@/lib/auth/fixtures/codes";
import { expect } from "./fixtures";

/** An app that was given a secret. Each code counts once, so it shows one of the next half minute when it is asked again. */
export class CodeApp {
  #last = 0;

  constructor(readonly secret: string) {}

  /** The next code that was not shown yet; the server takes one that is half a minute early. */
  code(): string {
    this.#last = Math.max(this.#last + 1, Math.floor(Date.now() / 30_000));
    return codeFrom(this.secret, new Date(this.#last * 30_000));
  }
}

/** On the page that sets it up: begins, takes the secret over, and shows a code; the app, and the recovery codes. */
export async function setUpFactor(page: Page): Promise<{ app: CodeApp; codes: string[] }> {
  await page.getByRole("button", { name: "Begin" }).click();
  const secret = await page
    .getByText(/^Secret:/)
    .locator("code")
    .textContent();
  await expect(page.getByRole("img", { name: "The secret as a QR code" })).toBeVisible();
  const app = new CodeApp((secret ?? "").replaceAll(" ", ""));
  await page.getByLabel("Code that the app shows").fill(app.code());
  await page.getByRole("button", { name: "Set it up" }).click();
  const listed = page.getByRole("region", { name: "Recovery codes" }).getByRole("listitem");
  await expect(listed).toHaveCount(10);
  return { app, codes: await listed.allInnerTexts() };
}
