import { formatBreak } from "./chain";
import type { Verification } from "./verify-queries";

/** What a walk along the trail came to, in sentences, and whether all is as it should be. */
export function verdictOf({ events, broken, file, heads, unheaded, unreadable, failure }: Verification) {
  if (broken) return { holds: false, sentences: [formatBreak(broken, file ?? "The file of heads")] };
  const chain = `The chain holds: ${counted(events, "event")}`;
  const sentences = [file && !failure ? `${chain}, and ${counted(heads, "head")} in ${file}.` : `${chain}.`];
  if (failure) {
    sentences.push(
      `${file} cannot be read (${failure}), so a cut would not be found. Make it readable and check again.`,
    );
  }
  if (unheaded.length > 0) {
    const numbers = unheaded.slice(0, 5).map(({ seq }) => seq);
    const shown = `${numbers.join(", ")}${unheaded.length > numbers.length ? " …" : ""}`;
    sentences.push(
      `${file} has no head of ${counted(unheaded.length, "publication")} (event ${shown}), so a cut there would not be found. If you know why, add what is missing: npm run -s audit:verify -- --add-heads`,
    );
  }
  for (const line of unreadable) {
    sentences.push(`Line ${line} of ${file} is no head of a trail. Look into why, and take it out.`);
  }
  return { holds: sentences.length === 1, sentences };
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}
