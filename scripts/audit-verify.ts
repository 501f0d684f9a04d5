import { appendHeads } from "@/lib/audit/heads";
import { verdictOf } from "@/lib/audit/verdict";
import { verifyTrail } from "@/lib/audit/verify-queries";
import type { Context } from "@/lib/context";
import { npmOption } from "@/lib/env";
import { readArguments } from "./arguments";
import { run } from "./run";
import { inWorkspace } from "./workspace";

const usage = "npm run -s audit:verify [-- --add-heads]";

run(async () => {
  const { values } = readArguments(usage, { options: { "add-heads": { type: "boolean", default: false } } });
  const adds = values["add-heads"] || npmOption("add-heads") === "true"; // typed without a `--` before it
  const { holds, sentences } = verdictOf(await inWorkspace(adds ? addMissingHeads : verifyTrail));
  for (const sentence of sentences) console.log(sentence);
  return holds ? 0 : 1;
});

/** Writes the heads that the file lacks, unless something is broken: then it stays as the witness that it is. */
async function addMissingHeads(ctx: Context) {
  const found = await verifyTrail(ctx);
  if (found.broken || !found.file || found.unheaded.length === 0) return found;
  await appendHeads(found.file, found.unheaded);
  return verifyTrail(ctx);
}
