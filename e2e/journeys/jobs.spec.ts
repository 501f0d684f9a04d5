import type { Connection } from "@/db/connect";
import { expect, test } from "../fixtures";
import { expectSound, inEveryLook } from "../sound";

const path = "/settings/jobs";

/** A job as it stands when its tries have failed; the served worker leaves it alone until it is asked to try again. */
async function failedJob(
  { sql }: Connection,
  { tries, sentence }: { tries: number; sentence: string },
): Promise<string> {
  const [row] = await sql`
    select (graphile_worker.add_job('sessions.delete_ended', run_at => now() + interval '1 hour', max_attempts => 8)).id::text`;
  await sql`update graphile_worker._private_jobs set attempts = ${tries}, last_error = ${sentence} where id = ${row?.id}`;
  return row?.id;
}

const remove = ({ sql }: Connection, id: string) => sql`select graphile_worker.complete_jobs(array[${id}::bigint])`;

for (const javaScriptEnabled of [true, false]) {
  test.describe(`an admin ${javaScriptEnabled ? "with" : "without"} scripts`, () => {
    test.use({ javaScriptEnabled });

    test("sees what was given up and why, and has it tried again", async ({ page, connection, signedInAs }) => {
      const sentence = `It failed unexpectedly (${javaScriptEnabled ? "ONE" : "TWO"}).`;
      const id = await failedJob(connection, { tries: 8, sentence });
      await signedInAs("ada@quarterdeck.example");
      await page.goto("/settings");
      await page.getByRole("link", { name: "Mail and jobs", exact: true }).click();
      await expect(page.getByText("Mail is not set up, so none is sent.")).toBeVisible();
      const row = page.getByRole("row").filter({ hasText: sentence });
      await expect(row.getByRole("rowheader")).toHaveText("Delete sessions that have ended");
      await expect(row).toContainText("Given up after 8 tries.");
      await row.getByRole("button", { name: /^Try again ?: Delete sessions that have ended$/ }).click();
      await expect(page.getByRole("status")).toHaveText(/^The job is being tried again/);
      await expect(row).toHaveCount(0);
      await expect
        .poll(() => connection.sql`select from graphile_worker.jobs where id = ${id}`.then((rows) => rows.length))
        .toBe(0);
    });
  });
}

test("An admin who asks again for a job that another takes up meanwhile sees it gone", async ({
  page,
  connection,
  signedInAs,
}) => {
  const sentence = "It failed unexpectedly (THREE).";
  const id = await failedJob(connection, { tries: 2, sentence });
  await signedInAs("ada@quarterdeck.example");
  await page.goto(path);
  const row = page.getByRole("row").filter({ hasText: sentence });
  await expect(row).toContainText(/Tried 2 of 8 times; again \d+ \w+ \d{4}, \d\d:\d\d UTC\./);
  await connection.sql`update graphile_worker._private_jobs set locked_at = now(), locked_by = 'another' where id = ${id}`;
  await row.getByRole("button").click();
  await expect(page.getByRole("status")).toHaveText(/^The job is being tried again/);
  await expect(row).toHaveCount(0);
  const left = await connection.sql`select attempts from graphile_worker.jobs where id = ${id}`;
  expect([...left]).toEqual([{ attempts: 2 }]);
  await connection.sql`update graphile_worker._private_jobs set locked_at = null, locked_by = null where id = ${id}`;
  await remove(connection, id);
});

test("Nobody but an admin finds the page", async ({ context, signedInAs }) => {
  for (const person of ["ana", "rowan", "vida"]) {
    await signedInAs(`${person}@quarterdeck.example`);
    expect((await context.request.get(path)).status(), person).toBe(404);
  }
});

inEveryLook(() => {
  test("mail and jobs are accessible, with and without a job, and fit their width", async ({
    page,
    connection,
    signedInAs,
  }) => {
    await signedInAs("ada@quarterdeck.example");
    await page.goto(path);
    await expectSound(page, path);
    const id = await failedJob(connection, {
      tries: 3,
      sentence: "The mail server could not be reached (ECONNREFUSED).",
    });
    await page.goto(`${path}?retried`);
    await expectSound(page, `${path} with a job`);
    await remove(connection, id);
  });
});
