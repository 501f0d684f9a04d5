import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Connection, connect } from "@/db/connect";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { testCount } from "@/lib/env";
import { addMember, as } from "@/lib/world";
import { trySignIn } from "./attempt-commands";
import { signIn } from "./commands";
import { askForEntryMail } from "./entry-commands";

let base: TestDatabase;
let other: Connection;
let password: string;

beforeAll(async () => {
  base = await freshDatabase();
  other = connect(base.urls.app, { max: 4, name: "another process" });
  ({ password } = await addMember(base.app, { email: "ana@fog.example", name: "Ana", roles: ["analyst"] }));
});
afterAll(async () => {
  await other.close();
  await base.close();
});

const ctx = (n = 0) => as(n % 2 ? other.db : base.app, { kind: "system", name: "sign-in" });
const wrong = () => Promise.reject(new Error("wrong"));
const tryWrong = (n: number, address: string, line: string) =>
  expect(trySignIn(ctx(n), address, line, wrong)).rejects.toThrow("wrong");
const from = (line: string) => ({ line, network: "unknown", device: "unknown" });

it("R14: An address is tried ten times from one line, over all processes; the right password is refused then, from there alone", async () => {
  const attempt = (n: number, typed: string, line = "203.0.113.7") =>
    signIn(ctx(n), { email: n % 3 ? "ana@fog.example" : " ANA@fog.example", password: typed }, from(line));
  for (let n = 0; n < 10; n += 1) await expect(attempt(n, "a wrong password")).rejects.toThrow("do not match");
  await expect(attempt(10, password)).rejects.toThrow(
    /^That was tried too often\. Wait 1\d minutes, then try again\.$/,
  );
  await expect(attempt(11, password)).rejects.toThrow("tried too often");
  expect(await attempt(12, password, "203.0.113.8")).toMatchObject({ token: expect.any(String) });
});

it("R14: An address is tried a hundred times a day from everywhere together; then it waits, and is not shut for good", async () => {
  for (let n = 0; n < 100; n += 1) await tryWrong(n, "vic@fog.example", `line ${n}`);
  await expect(trySignIn(ctx(), "vic@fog.example", "a new line", wrong)).rejects.toThrow(/Wait 2\d hours/);
  await tryWrong(0, "rob@fog.example", "a new line");
  await base.owner.execute(sql`update limits set ends_at = now() - interval '1 second'`);
  const later = connect(base.urls.app, { max: 1, name: "after a start" });
  expect(await trySignIn(as(later.db, ctx().actor), "vic@fog.example", "a new line", async () => "in")).toBe("in");
  await later.close();
});

it("R14: A line has thirty tries a minute, whomever it tries", async () => {
  for (let n = 0; n < 30; n += 1) await tryWrong(n, `nobody${n}@fog.example`, "198.51.100.1");
  await expect(trySignIn(ctx(), "someone@fog.example", "198.51.100.1", wrong)).rejects.toThrow("Wait a minute");
});

it("R14: Whoever knows the password comes in as often as they like, and so does everybody else of their office", async () => {
  for (let n = 0; n < 35; n += 1)
    expect(await trySignIn(ctx(n), "ana@fog.example", "203.0.113.20", async () => "in")).toBe("in");
  await tryWrong(0, "nobody@fog.example", "203.0.113.20");
});

it("R14: Mails to an address are counted whether or not it is a member's", async () => {
  for (const email of ["ana@fog.example", "nobody@fog.example"]) {
    const ask = () => askForEntryMail(ctx(), { email, purpose: "reset" }, from(randomUUID()));
    for (let n = 0; n < 3; n += 1) await ask();
    await expect(ask()).rejects.toThrow(/^That was tried too often\. Wait 15 minutes/);
  }
});

it("R15: Signing in says the same in the same time whether or not the address is a member's, as asking for a mail does", async () => {
  const pairs = testCount(12, 300);
  const timed = async (work: () => Promise<unknown>) => {
    const start = performance.now();
    const said = await work().then(
      () => "sent",
      (error: Error) => error.message,
    );
    return { said, ms: performance.now() - start };
  };
  const compared = async (one: () => Promise<unknown>, other: (n: number) => Promise<unknown>, ratio: number) => {
    await Promise.all([timed(one), timed(() => other(-1))]);
    const times: { one: number[]; other: number[] } = { one: [], other: [] };
    for (let n = 0; n < pairs; n += 1) {
      await base.owner.execute(sql`delete from limits`);
      const [first, second] = [await timed(one), await timed(() => other(n))];
      expect(second.said).toBe(first.said);
      times.one.push(first.ms);
      times.other.push(second.ms);
    }
    const [one_, other_] = [median(times.one), median(times.other)];
    expect(Math.min(one_, other_) / Math.max(one_, other_)).toBeGreaterThan(ratio);
  };
  // A hash takes some 30 ms: had one of them none, it would show. The figure itself is of a quiet machine.
  const attempt = (email: string) => signIn(ctx(), { email, password: "a wrong password" }, from(randomUUID()));
  await compared(
    () => attempt("ana@fog.example"),
    (n) => attempt(`nobody${n}@fog.example`),
    0.5,
  );
  for (const purpose of ["reset", "sign_in"] as const) {
    const ask = (email: string) => askForEntryMail(ctx(), { email, purpose }, from(randomUUID()));
    await compared(
      () => ask("ana@fog.example"),
      (n) => ask(`nobody${n}@fog.example`),
      0.4,
    );
  }
});

const median = (all: number[]) => all.sort((one, two) => one - two)[Math.floor(all.length / 2)] ?? 0;
