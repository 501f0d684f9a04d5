import { npmOption } from "@/lib/env";
import { recoverUser } from "@/lib/people/recover-commands";
import { readArguments, usageError } from "./arguments";
import { run } from "./run";
import { inWorkspace } from "./workspace";

const usage = "npm run -s user:recover -- EMAIL [--second-factor]";

run(async () => {
  const { values, positionals } = readArguments(usage, {
    allowPositionals: true,
    options: { "second-factor": { type: "boolean", default: npmOption("second-factor") === "true" } },
  });
  const secondFactor = values["second-factor"];
  const [typed, ...more] = positionals;
  if (!typed || more.length > 0) throw usageError(usage, "Name one e-mail address");
  const { email, password } = await inWorkspace((ctx) => recoverUser(ctx, { email: typed, secondFactor }));
  if (secondFactor) console.log("Their second factor is removed.");
  console.log(`${email} is signed out everywhere and can sign in with this password, which is shown once: ${password}`);
});
