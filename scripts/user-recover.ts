import { recoverUser } from "@/lib/people/recover-commands";
import { readArguments, usageError } from "./arguments";
import { run } from "./run";
import { inWorkspace } from "./workspace";

const usage = "npm run -s user:recover -- EMAIL";

run(async () => {
  const { positionals } = readArguments(usage, { allowPositionals: true });
  const [typed, ...more] = positionals;
  if (!typed || more.length > 0) throw usageError(usage, "Name one e-mail address");
  const { email, password } = await inWorkspace((ctx) => recoverUser(ctx, { email: typed }));
  console.log(`${email} is signed out everywhere and can sign in with this password, which is shown once: ${password}`);
});
