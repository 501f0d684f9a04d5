import type { Page } from "playwright/test";

/** The address that the page shows the one time that it is there. */
export async function newAddress(page: Page): Promise<string> {
  const address = await page.getByText(/^http:\/\/127\.0\.0\.1:\d+\/s\/[\w-]{43}$/).textContent();
  return new URL(address ?? "").pathname;
}
