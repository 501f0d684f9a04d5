import { env } from "@/lib/env";
import { openDemo } from "./demo-folder";
import { run } from "./run";
import { ensurePortFree, serve } from "./serve";
import { dataFolder, openGiven } from "./workspace";

const say = (line: string) => console.log(line);

/** The demo's workspace unless DATABASE_URL names another, with pages that follow the sources. */
run(async () => {
  const { DATABASE_URL, PUBLIC_URL } = env();
  await ensurePortFree();
  const workspace = DATABASE_URL
    ? await openGiven(DATABASE_URL, say)
    : await openDemo(dataFolder("demo"), { fresh: false, say });
  await serve(workspace, { dev: true });
  say(`Quarterdeck is at ${PUBLIC_URL}`);
  if ("demo" in workspace) {
    for (const { email, password } of workspace.demo.accounts) say(`  ${email}  ${password}`);
  }
});
