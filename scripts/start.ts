import { env } from "@/lib/env";
import { ensureBuilt } from "./build";
import { endWith, run } from "./run";
import { ensurePortFree, serve } from "./serve";
import { dataFolder, isDemo, openEmbedded, openGiven } from "./workspace";

const say = (line: string) => console.log(line);

run(async () => {
  const { DATABASE_URL, PUBLIC_URL } = env();
  const folder = dataFolder("data");
  if (!DATABASE_URL && isDemo(folder)) {
    throw new Error(`${folder} holds the demo: start it with npm run demo, or set QUARTERDECK_DATA to another folder.`);
  }
  await ensurePortFree();
  const workspace = DATABASE_URL ? await openGiven(DATABASE_URL, say) : await openEmbedded(folder, say, endWith);
  await ensureBuilt(say);
  await serve(workspace);
  if (/^http:\/\/(?!(127\.|localhost|\[::1\]))/.test(PUBLIC_URL)) {
    say("PUBLIC_URL is not https, so passwords and sessions can be read on the way: put https in front.");
  }
  say(`Quarterdeck is at ${PUBLIC_URL}`);
});
