import { env } from "@/lib/env";
import { ensureBuilt } from "./build";
import { ensurePortsFree } from "./http-server";
import { endWith, run } from "./run";
import { serve } from "./serve";
import { dataFolder, isDemo, openEmbedded, openGiven } from "./workspace";

const say = (line: string) => console.log(line);

run(async () => {
  const { DATABASE_URL, PUBLIC_URL, READER_PORT, READER_URL } = env();
  const folder = dataFolder("data");
  if (!DATABASE_URL && isDemo(folder)) {
    throw new Error(`${folder} holds the demo: start it with npm run demo, or set QUARTERDECK_DATA to another folder.`);
  }
  await ensurePortsFree();
  const workspace = DATABASE_URL ? await openGiven(DATABASE_URL, say) : await openEmbedded(folder, say, endWith);
  await ensureBuilt(say);
  await serve(workspace);
  if (isOpen(PUBLIC_URL)) {
    say("PUBLIC_URL is not https, so passwords and sessions can be read on the way: put https in front.");
  }
  if (READER_URL !== PUBLIC_URL && isOpen(READER_URL)) {
    say("READER_URL is not https, so shared notes can be read on the way: put https in front.");
  }
  if (READER_PORT) say(`Shared links alone are answered on port ${READER_PORT}.`);
  say(`Quarterdeck is at ${PUBLIC_URL}`);
});

/** Whether what is sent there goes over a network as it is. */
function isOpen(url: string): boolean {
  return /^http:\/\/(?!(127\.|localhost|\[::1\]))/.test(url);
}
