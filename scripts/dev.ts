import { env } from "@/lib/env";
import { openDemo } from "./demo-folder";
import { ensurePortsFree } from "./http-server";
import { run } from "./run";
import { serve } from "./serve";
import { dataFolder, openGiven, type Workspace } from "./workspace";

const say = (line: string) => console.log(line);

run(async () => {
  await ensurePortsFree();
  await serve(await openWorkspace(), { dev: true });
  say(`Quarterdeck is at ${env().PUBLIC_URL}, and its pages follow the sources.`);
});

/** The demo's, unless DATABASE_URL names another. */
async function openWorkspace(): Promise<Workspace> {
  const { DATABASE_URL } = env();
  if (DATABASE_URL) return openGiven(DATABASE_URL, say);
  const { demo, ...workspace } = await openDemo(dataFolder("demo"), { fresh: false, say });
  for (const { email, password, roles } of demo.accounts) say(`  ${email}  ${password}  ${roles.join(", ")}`);
  return workspace;
}
