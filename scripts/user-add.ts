import { addUser } from "@/lib/auth/commands";
import type { Role } from "@/lib/auth/roles";
import { readArguments, usageError, withOptionsOfNpm } from "./arguments";
import { run } from "./run";
import { inWorkspace } from "./workspace";

const usage = "npm run -s user:add -- EMAIL --role analyst,admin [--name NAME]";

run(async () => {
  const { values, positionals } = readArguments(
    usage,
    { allowPositionals: true, options: { role: { type: "string", multiple: true }, name: { type: "string" } } },
    withOptionsOfNpm(["role", "name"]),
  );
  const [email, ...more] = positionals;
  if (!email || more.length > 0) throw usageError(usage, "Name one e-mail address");
  const roles = (values.role ?? []).flatMap((list) => list.split(",")).map((role) => role.trim()) as Role[];
  if (roles.length === 0) throw usageError(usage, "Name at least one role");
  const { password } = await inWorkspace((ctx) =>
    addUser(ctx, { email, roles, ...(values.name && { name: values.name }) }),
  );
  console.log(`${email} can sign in with this password, which is shown once: ${password}`);
});
