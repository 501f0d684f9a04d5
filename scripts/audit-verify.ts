import { formatBreak } from "@/lib/audit/chain";
import { appendHeads } from "@/lib/audit/heads";
import { type Verification, verifyTrail } from "@/lib/audit/verify-queries";
import { readArguments } from "./arguments";
import { run } from "./run";
import { inWorkspace } from "./workspace";

const usage = "npm run -s audit:verify [-- --add-heads]";

run(async () => {
  const { values } = readArguments(usage, { options: { "add-heads": { type: "boolean", default: false } } });
  const found = await inWorkspace(verifyTrail);
  const { broken, file, unheaded, unreadable } = found;
  if (broken) {
    console.error(formatBreak(broken, file ?? "the file of heads"));
    return 1;
  }
  console.log(holds(found));
  if (file && values["add-heads"] && unheaded.length > 0) {
    await appendHeads(file, unheaded);
    console.log(`${file} has ${unheaded.length} more now.`);
  } else if (unheaded.length > 0) console.error(lacking(found));
  for (const line of unreadable)
    console.error(`Line ${line} of ${file} is no head of a trail: look into why, and take it out.`);
  return unreadable.length > 0 || (unheaded.length > 0 && !values["add-heads"]) ? 1 : 0;
});

function holds({ events, file, heads }: Verification): string {
  const chain = `The chain holds: ${counted(events, "event")}`;
  return file ? `${chain}, and ${counted(heads, "head")} in ${file}.` : `${chain}.`;
}

function lacking({ file, unheaded }: Verification): string {
  const numbers = unheaded.map(({ seq }) => seq);
  const shown = numbers.slice(0, 5).join(", ") + (numbers.length > 5 ? " …" : "");
  return `${file} has no head of ${counted(unheaded.length, "publication")} (event ${shown}), so that a cut there would not be found. If you know why, add what is missing: npm run -s audit:verify -- --add-heads`;
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
