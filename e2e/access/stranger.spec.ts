import { readFileSync } from "node:fs";
import { expect, test } from "../fixtures";

/** Every page of the build, with the demo's names filled in; the door has tests of its own. */
function pages(): string[] {
  const manifest: Record<string, string> = JSON.parse(readFileSync(".next/server/app-paths-manifest.json", "utf8"));
  return Object.keys(manifest)
    .filter((route) => route.endsWith("/page") && !route.startsWith("/_"))
    .map((route) => route.replace(/\/page$/, "").replace(/\/\([^)]+\)/g, ""))
    .map((route) => route.replace("[ticker]", "KC").replace("[period]", "2025-Q1") || "/");
}

test("A stranger is led from every page to the sign-in page, and gets not one word of a note", async ({ context }) => {
  expect(pages()).toEqual(
    expect.arrayContaining(["/", "/import", "/companies", "/companies/KC", "/companies/KC/2025-Q1"]),
  );
  for (const path of ["/setup", "/invite/[token]"]) {
    const response = await context.request.get(path, { maxRedirects: 0 });
    expect([path, response.status()]).toEqual([path, 404]);
    expect(await response.text()).not.toMatch(/Kingsoft|Xiaomi|Lantern Bay/);
  }
  for (const path of pages().filter((each) => !/^\/(sign-in|setup|invite)(\/|$)/.test(each))) {
    const response = await context.request.get(path, { maxRedirects: 0 });
    expect([path, response.status()]).toEqual([path, 307]);
    expect(response.headers().location).toMatch(/^\/sign-in/);
    expect(await response.text()).not.toMatch(/Kingsoft|Xiaomi|Lantern Bay/);
  }
});

test("A stranger gains nothing by headers that the framework takes from proxies or from itself", async ({
  context,
}) => {
  const tricks: Record<string, string>[] = [
    { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" },
    { "x-middleware-subrequest": "middleware" },
    { "next-resume": "1" },
    { rsc: "1" },
    { rsc: "1", "next-router-prefetch": "1" },
    { rsc: "1", "next-router-segment-prefetch": "/_tree" },
    { "x-nextjs-data": "1" },
    { "x-forwarded-host": "evil.example" },
    { "x-matched-path": "/companies/KC/2025-Q1" },
    { "x-invoke-path": "/companies/KC/2025-Q1" },
    { cookie: `session=${"A".repeat(43)}` },
  ];
  for (const headers of tricks) {
    const response = await context.request.get("/companies/KC/2025-Q1", { headers, maxRedirects: 0 });
    expect(await response.text(), JSON.stringify(headers)).not.toMatch(/Kingsoft|Xiaomi/);
    expect(response.headers().location ?? "").not.toContain("evil.example");
  }
});

test("A form that does not come from a page of ours is refused with 403, whatever it says of itself", async ({
  context,
  workspace,
}) => {
  const { origin, port } = new URL(workspace.publicUrl);
  const foreign = [
    undefined,
    "null",
    "https://evil.example",
    `http://evil.example:${port}`,
    `${origin}.evil.example`,
    origin.replace("http:", "https:"),
    `http://127.0.0.1:${Number(port) + 1}`,
  ];
  for (const from of foreign) {
    const response = await context.request.post("/sign-in", {
      form: { email: "ana@quarterdeck.example", password: "x" },
      headers: from === undefined ? {} : { origin: from },
    });
    expect([from, response.status()]).toEqual([from, 403]);
  }
});

test("After signing in, nobody is led out of the workspace", async ({ page, workspace }) => {
  const analyst = workspace.accounts.find(({ roles }) => roles.includes("analyst"));
  for (const next of [
    "//evil.example",
    "/\\evil.example",
    "https://evil.example",
    "/%0d%0aLocation:evil.example",
    "\t//evil.example",
  ]) {
    await page.context().clearCookies();
    await page.goto(`/sign-in?${new URLSearchParams({ next })}`);
    await page.getByLabel("Email").fill(analyst?.email ?? "");
    await page.getByLabel("Password").fill(analyst?.password ?? "");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL((url) => url.pathname !== "/sign-in");
    expect(new URL(page.url()).origin).toBe(new URL(workspace.publicUrl).origin);
  }
});
