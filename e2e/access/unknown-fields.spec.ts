import { sql } from "drizzle-orm";
import fc from "fast-check";
import { testCount } from "@/lib/env";
import { outcomeOf, type Sent, sendAction } from "../doors/ask";
import { guarded, idOf, setScene, whoMay } from "../doors/scenes";
import { expect, test } from "../doors/workspace";
import type { World } from "../doors/world";

const planted = "planted by a field that nobody asked for";

const hostile = [
  "role",
  "roles",
  "admin",
  "isAdmin",
  "authorId",
  "userId",
  "actor",
  "approvedBy",
  "approvers",
  "approverId",
  "submittedBy",
  "issuedBy",
  "workspaceId",
  "state",
  "number",
  "publishedAt",
  "disabledAt",
  "passwordHash",
  "factorPassedAt",
  "tokenSha256",
  "__proto__",
  "constructor",
  "prototype.isAdmin",
  "constructor.prototype.roles",
  "toString",
] as const;

const values = fc
  .oneof(
    fc.constantFrom("admin", "-1", "true", "null", "[object Object]", "00000000-0000-4000-8000-000000000000"),
    fc.string({ maxLength: 20 }),
  )
  .map((value) => `${planted} ${value.replaceAll("\0", "")}`);

const names = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ minLength: 1, maxLength: 20 }).map((text) => `x${text}`),
);
const extras = fc.array(fc.tuple(names, values), { minLength: 1, maxLength: 8 });
/** What a script could send besides, of whatever make. */
const objects = fc.tuple(extras, fc.object({ maxDepth: 2, withBigInt: false, withDate: false, withTypedArray: false }));

function withFields(sent: Sent, [fields, object]: [[string, string][], Record<string, unknown>]): Sent {
  if ("form" in sent) return { ...sent, form: { ...Object.fromEntries(fields), ...sent.form } };
  const value = { ...object, ...Object.fromEntries(fields), ...(sent.value as object) };
  return { ...sent, value };
}

/** What those fields say where it could ever stand, in any table. */
async function tablesWithPlanted({ db }: World): Promise<string[]> {
  const tables = await db.execute<{ name: string }>(sql`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`);
  const each = tables.map(
    ({ name }) => `select '${name}' as name from "${name}" as t where t::text like '%${planted}%'`,
  );
  return (await db.execute<{ name: string }>(sql.raw(each.join(" union all ")))).map(({ name }) => name);
}

const rolesNow = ({ db, admin }: World) =>
  db
    .execute(sql`select user_id, role from user_roles join users on users.id = user_id
    where email not like 'm%' order by user_id, role`)
    .then((rows) => [...rows, admin.id]);

for (const { name } of guarded) {
  test(`R4: ${name} takes nothing from fields that it does not know: who may not still may not, and nothing of them is kept`, async ({
    doors: { world, digest, servers, connection },
  }) => {
    const [stranger, by] = [world.team["a stranger"], whoMay(world, name)];
    const roles = await rolesNow(world);
    const sound = await setScene(world, name, by);
    const before = await digest.now();
    const stays = fc.asyncProperty(objects, async (added) => {
      const answer = await sendAction(servers.gated, idOf(name), withFields(sound, added), stranger);
      expect(answer.status).toBeLessThan(500);
      expect(outcomeOf(answer)).toHaveProperty("refusal");
    });
    await fc.assert(stays, { numRuns: testCount(4, 1_000) });
    expect(await digest.now()).toEqual(before);
    const isIgnored = fc.asyncProperty(objects, async (added) => {
      await connection.sql`delete from limits`;
      const sent = withFields(await setScene(world, name, by), added);
      const answer = await sendAction(servers.gated, idOf(name), sent, by);
      expect(answer.status).toBeLessThan(500);
      outcomeOf(answer); // refused or done: it is nothing but an answer
    });
    await fc.assert(isIgnored, { numRuns: testCount(1, 30) });
    expect(await tablesWithPlanted(world)).toEqual([]);
    expect(await rolesNow(world)).toEqual(roles);
  });
}
