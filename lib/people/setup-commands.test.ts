import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, it } from "vitest";
import { freshDatabase, type TestDatabase } from "@/db/test-database";
import { listEvents } from "@/lib/audit/queries";
import { createSession, signIn } from "@/lib/auth/commands";
import { addFactor, beginFactor } from "@/lib/auth/factor-commands";
import { codeOf } from "@/lib/auth/fixtures/codes";
import { aVisit, entered } from "@/lib/auth/fixtures/entering";
import { findEntry } from "@/lib/auth/session-queries";
import { addMember, as, builder } from "@/lib/world";
import { recoverUser } from "./recover-commands";
import { makeSetUpCode, setUpWorkspace } from "./setup-commands";

let base: TestDatabase;
beforeEach(async () => {
  base = await freshDatabase();
});
afterEach(() => base.close());

const start = () => makeSetUpCode(as(base.app, builder));
const setUp = (code: string, { email = "first@fog.example", from = randomUUID() as string } = {}) =>
  setUpWorkspace(
    as(base.app, builder),
    { code, email, name: "First", newPassword: "harbour lights at dusk" },
    { ...aVisit, line: from },
  );

it("R23: The code of a start makes the first admin, once; of two who try together one is it, and then there is no set-up any more.", async () => {
  const [one, two] = [(await start()) ?? "", (await start()) ?? ""];
  const typed = ` ${one.toUpperCase().replaceAll("-", " ")} `;
  const tried = await Promise.allSettled([setUp(typed), setUp(two, { email: "second@fog.example" })]);
  const came = tried.filter((each) => each.status === "fulfilled");
  expect(came).toHaveLength(1);
  const found = await findEntry(base.app, came[0]?.value.token ?? "", new Date());
  expect(found?.actor).toMatchObject({ name: "First", roles: new Set(["admin"]) });
  for (const code of [one, two, "x"]) await expect(setUp(code)).rejects.toMatchObject({ reason: "not_found" });
  expect(await start()).toBeNull();
  expect(await base.app.execute(sql`select from set_up_codes`)).toHaveLength(0);
  expect(await base.app.execute(sql`select from users`)).toHaveLength(1);
  const events = await listEvents(base.app);
  expect(events).toMatchObject([{ action: "user.added", actor: "system:set-up", after: { roles: ["admin"] } }]);
});

it("A wrong code is refused, who guesses is stopped, and the code is kept as a hash alone.", async () => {
  const code = (await start()) ?? "";
  const from = randomUUID();
  for (let at = 0; at < 10; at += 1) {
    await expect(setUp("abcd-efgh-jkmn-pqrs-tuvw", { from })).rejects.toMatchObject({
      reason: "invalid",
      field: "code",
    });
  }
  await expect(setUp(code, { from })).rejects.toMatchObject({ reason: "forbidden" });
  const kept = JSON.stringify(await base.app.execute(sql`select set_up_codes::text as row from set_up_codes`));
  expect(kept).not.toContain(code.slice(0, 9));
  expect(await base.app.execute(sql`select from users`)).toHaveLength(0);
  await setUp(code);
});

it("A workspace that has an admin from the command line has no set-up; one that has others alone still lacks one.", async () => {
  const code = (await start()) ?? "";
  await addMember(base.app, { email: "ana@fog.example", name: "Ana", roles: ["analyst"] });
  await expect(setUp((await start()) ?? "", { email: "ana@fog.example" })).rejects.toThrow("is a member already");
  await addMember(base.app, { email: "ada@fog.example", name: "Ada", roles: ["admin"] });
  expect(await start()).toBeNull();
  await expect(setUp(code)).rejects.toMatchObject({ reason: "not_found" });
});

it("An operator lets somebody back in with a new password, which ends their sessions and is recorded; nobody else can.", async () => {
  const { actor, password: lost } = await addMember(base.app, {
    email: "ana@fog.example",
    name: "Ana",
    roles: ["admin"],
  });
  const session = await createSession(as(base.app, builder), actor.id);
  const ctx = as(base.app, { kind: "system", name: "command-line" } as const);
  const { email, password } = await recoverUser(ctx, { email: " ANA@fog.example" });
  expect(email).toBe("ana@fog.example");
  expect(await findEntry(base.app, session.token, new Date())).toBeNull();
  await expect(signIn(as(base.app, builder), { email, password: lost })).rejects.toMatchObject({ reason: "invalid" });
  await signIn(as(base.app, builder), { email, password });
  const events = await listEvents(base.app);
  expect(events.at(-1)).toMatchObject({ action: "user.recovered", actor: "system:command-line", subject: actor.id });
  expect(JSON.stringify(events)).not.toContain(password);
  await expect(recoverUser(ctx, { email: "nobody@fog.example" })).rejects.toMatchObject({ reason: "not_found" });
  const held = await entered(base.app, actor);
  await beginFactor(held.ctx);
  await addFactor(held.ctx, { sessionId: held.sessionId, code: await codeOf(base.app, actor.id, held.ctx.now) });
  const lacks = async (password: string) => {
    const { token } = await signIn(as(base.app, builder), { email, password });
    return (await findEntry(base.app, token, new Date()))?.lacks;
  };
  expect(await lacks((await recoverUser(ctx, { email })).password)).toBe("code");
  expect(await lacks((await recoverUser(ctx, { email, secondFactor: true })).password)).toBeNull();
  expect((await listEvents(base.app)).slice(-2)).toMatchObject([
    { action: "user.recovered", after: { secondFactor: "kept" } },
    { action: "user.recovered", after: { secondFactor: "removed" } },
  ]);
  await expect(recoverUser(as(base.app, actor), { email })).rejects.toMatchObject({ reason: "forbidden" });
});
