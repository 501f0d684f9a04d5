import { demoText } from "@/lib/demo";
import { edited, expect, save, source, test, text } from "../importing";

test("A text is pasted, previewed as it is typed, asked about once, and becomes a draft", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Import" }).click();
  await expect(page.getByText("Nothing to preview yet.")).toBeVisible();
  await source(page).fill(text);
  const found = page.getByRole("table", { name: "What was found" });
  await expect(found.getByRole("row", { name: /Positives 2/ })).toContainText("Kiln line runs early; Better mix");
  await expect(found.getByRole("row", { name: /Risks 1/ })).toContainText("Late permits");
  await expect(found.getByRole("row", { name: /Guidance rows 2/ })).toContainText("Raised");
  await expect(found.getByRole("row", { name: /Topics 1/ })).toContainText("4 quarter cells, 3 with a mention");
  await expect(page.getByText("Lantern Bay Instruments", { exact: true })).toBeVisible();
  await source(page).press("Control+Home");
  await source(page).press("End");
  await source(page).pressSequentially(" again");
  await expect(page.getByText("Second kiln line lifts the order book again", { exact: true })).toBeVisible();

  await expect(page.getByText("1 question left")).toBeVisible();
  await expect(save(page)).toHaveAttribute("aria-disabled", "true");
  await expect(save(page)).toHaveAccessibleDescription("Answer line 4 to save. What is only to read stops nothing.");
  await save(page).click({ force: true }); // it can be pressed, and leads to what is in the way
  await expect(page.getByRole("button", { name: "Yes, 2 and 1" })).toBeFocused();
  await page.getByText("Pick another line").click();
  await page.getByRole("button", { name: "3 Better mix" }).click();
  await expect(found.getByRole("row", { name: /Risks 2/ })).toBeVisible();
  await page.getByRole("button", { name: "Ask again" }).click();
  await page.getByRole("button", { name: "Yes, 2 and 1" }).click();
  await expect(page.getByText("The risks begin here: 2 and 1")).toBeVisible();
  await save(page).click();
  await page.waitForURL(edited);
  await expect(page.getByRole("main")).toContainText("Second kiln line lifts the order book again");
  await page.goto("/import");
  await expect(source(page)).toHaveValue("");
});

test("The numbers stand beside their lines, however these are wrapped, and a problem leads to its line", async ({
  page,
}) => {
  await page.goto("/import");
  await source(page).fill(text.replaceAll("The second line", `${"many words ".repeat(40)}https://${"x".repeat(300)}`));
  for (const width of [1440, 700, 390]) {
    await page.setViewportSize({ width, height: 900 });
    const [copied, written] = await page.evaluate(() => {
      const field = document.querySelector("textarea");
      const lines = field?.parentElement?.querySelector("ol");
      if (!field || !lines) return [0, 1];
      field.style.height = "0";
      const needed = field.scrollHeight;
      field.style.height = "";
      return [lines.getBoundingClientRect().height, needed];
    });
    expect(copied, `${width} px`).toBe(written);
  }
  await page.getByRole("link", { name: "15", exact: true }).click();
  await expect(source(page)).toBeFocused();
  const selected = () => source(page).evaluate((field: HTMLTextAreaElement) => field.selectionStart);
  expect(await selected()).toBeGreaterThan(0);
  await expect(page.locator("#line-15")).toBeInViewport();
});

test("A table from a mail comes in as rows, the words around it as lines", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/import");
  await page.evaluate(async () => {
    const cells = (row: string[]) => `<tr>${row.map((cell) => `<td><p>${cell}</p></td>`).join("")}</tr>`;
    const html = `<html><head></head><body><p>LBINS Q2 2024: Kiln line runs</p>
      <p>Hello all,<br>the table:</p><table>${cells(["Metric", "Period", "Previous Guidance", "Current Guidance", "Change"])}
      ${cells(["Revenue", "FY 2024", "USD 40 million", "USD 44 million | or more", "raised"])}</table>
      <ul><li>Late permits: one site waits</li></ul></body></html>`;
    await navigator.clipboard.write([
      new ClipboardItem({
        "text/html": new Blob([html], { type: "text/html" }),
        "text/plain": new Blob(["LBINS Q2 2024: Kiln line runs Metric Period"], { type: "text/plain" }),
      }),
    ]);
  });
  await source(page).press("Control+v");
  await expect(source(page)).toHaveValue(
    /Metric \| Period \| Previous Guidance \| Current Guidance \| Change \|\nRevenue \| /,
  );
  await expect(source(page)).toHaveValue(/^LBINS Q2 2024: Kiln line runs\n/);
  await expect(source(page)).toHaveValue(/\n- Late permits: one site waits\n$/);
  const guidance = page.getByRole("row", { name: /Guidance rows 1/ });
  await expect(guidance).toContainText("Raised");
  await source(page).press("Control+z");
  await expect(source(page)).toHaveValue("");
});

test("Cells copied from a sheet as plain text are a table as well", async ({ page }) => {
  await page.goto("/import");
  await source(page).fill(
    "LBINS Q2 2024: Head\nMetric\tPeriod\tPrevious\tCurrent\tChange\nRevenue\tFY 2024\t1\t2\traised",
  );
  await expect(page.getByRole("row", { name: /Guidance rows 1/ })).toContainText("Raised");
});

test("A changed text over a published note tells what would change, and deletes only what is ticked", async ({
  page,
}) => {
  const published = demoText("lbins-2025-q1");
  const [line = ""] = published
    .split("\n")
    .filter((each) => each.startsWith("- ") && !each.startsWith("- doc"))
    .slice(1);
  await page.goto("/import");
  await source(page).fill(published);
  await expect(page.getByText("Nothing changes", { exact: true })).toBeVisible();
  await expect(save(page)).toHaveAccessibleDescription("The published note says all of this already.");
  const title = line.slice(2, line.indexOf(":"));
  await source(page).fill(published.replace(`${line}\n`, "").replace(/^(LBINS Q1 2025: )/m, "$1Once more, "));
  await expect(page.getByText("1 field changes", { exact: true })).toBeVisible();
  const tick = page.getByRole("checkbox", { name: `Delete the positive “${title}”` });
  await expect(tick).not.toBeChecked();
  await tick.check();
  await expect(page.getByText("1 field changes, 1 item goes")).toBeVisible();
  await save(page).click();
  await page.waitForURL(/\/companies\/LBINS\/2025-Q1\/edit\/[0-9a-f-]{36}$/);
  await page.goto("/import");
  await source(page).fill(published.replace(/^(LBINS Q1 2025: )/m, "$1Yet again, "));
  await expect(page.getByText("Ana Alder has a draft of this note open")).toBeVisible();
});

test("Company and quarter are given beside a text that does not say them; an unknown company is told at once", async ({
  page,
}) => {
  await page.goto("/import");
  await source(page).fill("Kiln line runs\nRisks\n- Late permits: one site waits");
  await expect(page.getByText("Name the company in line 1, or beside the text.")).toBeVisible();
  await page.getByLabel("Ticker, if the text has none").fill("nosuch");
  await page.getByLabel("Quarter, such as Q1 2025").fill("2Q24");
  await expect(page.getByText("No company here has the ticker NOSUCH", { exact: true })).toBeVisible();
  await page.getByLabel("Ticker, if the text has none").fill("lbins");
  await expect(page.getByText("Ready to save")).toBeVisible();
  await page.getByLabel("Ticker, if the text has none").press("Enter");
  await page.waitForURL(edited);
});

test("By keyboard alone: the text, the answer, the save", async ({ page }) => {
  await page.goto("/import");
  await source(page).focus();
  await page.keyboard.insertText(text);
  await expect(page.getByText("1 question left")).toBeVisible();
  for (let steps = 0; steps < 20; steps += 1) {
    await page.keyboard.press("Tab");
    if (await page.getByRole("button", { name: "Yes, 2 and 1" }).evaluate((each) => each === document.activeElement))
      break;
  }
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Ask again" })).toBeFocused();
  for (let steps = 0; steps < 40; steps += 1) {
    await page.keyboard.press("Tab");
    if (await save(page).evaluate((each) => each === document.activeElement)) break;
  }
  await page.keyboard.press("Enter");
  await page.waitForURL(edited);
});

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the page comes back with the problems and the text, and the answer saves it", async ({ page }) => {
    await page.goto("/import");
    await page.locator("#source").fill(text.replace("LBINS", "NOSUCH"));
    await save(page).click();
    await expect(page.getByRole("alert")).toContainText("Line 4: say where the risks begin.");
    await expect(page.locator("#source")).toHaveValue(text.replace("LBINS", "NOSUCH"));
    await expect(page.getByText("Do the risks begin here?")).toBeVisible();
    await page.getByRole("button", { name: "Yes, 2 and 1" }).click();
    await expect(page.getByRole("alert")).toContainText("No company here has the ticker NOSUCH.");
    await page.locator("#source").fill(text);
    await save(page).click();
    await page.waitForURL(edited);
  });
});
