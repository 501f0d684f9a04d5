import { type Environment, env } from "@/lib/env";
import { readArguments } from "./arguments";
import { ensureBuilt } from "./build";
import { type Demo, openDemo } from "./demo-folder";
import { ensurePortsFree } from "./http-server";
import { run } from "./run";
import { serve } from "./serve";
import { dataFolder } from "./workspace";

const say = (line: string) => console.log(line);

run(async () => {
  const { values } = readArguments("npm run demo [-- --fresh]", {
    options: { fresh: { type: "boolean", default: false } },
  });
  await ensurePortsFree();
  if (env().DATABASE_URL) say("The demo has a database of its own and leaves the one of DATABASE_URL alone.");
  const workspace = await openDemo(dataFolder("demo"), { fresh: values.fresh, say });
  await ensureBuilt(say);
  await serve(workspace);
  say(welcome(workspace.demo, env()));
});

function welcome({ accounts, sharedLinkPath }: Demo, { PUBLIC_URL, READER_URL }: Environment): string {
  const width = Math.max(...accounts.map(({ email }) => email.length));
  const lines = accounts.map(
    ({ email, roles, password }) => `  ${email.padEnd(width)}  ${password}  ${roles.join(", ")}`,
  );
  return `
Quarterdeck is at ${PUBLIC_URL}

Sign in with an address and its password:
${lines.join("\n")}

A shared link, which opens without an account:
  ${READER_URL}${sharedLinkPath}

Ctrl-C stops it and keeps the data; npm run demo -- --fresh starts over.`;
}
