import { applyRoles, ensureDatabase, type Passwords, rolesSql } from "@/db/roles";
import { env, npmOption } from "@/lib/env";
import { readArguments, usageError } from "./arguments";
import { run } from "./run";

const usage = "npm run -s db:roles -- (--print | postgres://SUPERUSER@HOST/DATABASE)";

/** Where each role's address, with the password that it is to have, stands. */
const variables = { owner: "DATABASE_OWNER_URL", app: "DATABASE_URL", share: "DATABASE_SHARE_URL" } as const;

run(async () => {
  const { values, positionals } = readArguments(usage, {
    allowPositionals: true,
    options: { print: { type: "boolean", default: npmOption("print") === "true" } },
  });
  if (values.print) return void process.stdout.write(rolesSql());
  const [superUrl, ...more] = positionals;
  if (!superUrl || more.length > 0 || !isDatabase(superUrl)) throw usageError(usage, "Name one database");
  const passwords = givenPasswords();
  await ensureDatabase(superUrl);
  await applyRoles(superUrl, passwords);
  for (const [role, variable] of Object.entries(variables)) {
    const kept = "no new password, for none stands in";
    console.log(`quarterdeck_${role}: ${role in passwords ? "the password of" : kept} ${variable}.`);
  }
});

function isDatabase(text: string): boolean {
  const url = URL.canParse(text) && new URL(text);
  return url && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1;
}

function givenPasswords(): Passwords {
  const given = Object.entries(variables).flatMap(([role, variable]) => {
    const text = env()[variable];
    const url = text ? new URL(text) : null;
    if (!url?.password) return [];
    if (url.username !== `quarterdeck_${role}`)
      throw new Error(`${variable} names ${url.username}, and is for quarterdeck_${role}.`);
    return [[role, decodeURIComponent(url.password)]];
  });
  return Object.fromEntries(given);
}
