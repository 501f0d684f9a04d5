import { formatPeriod, type Period, periodOf, shiftPeriod } from "@/lib/notes/period";
import { formatLine, guidanceHead, rule, topicsHead } from "@/lib/transfer/canonical";

export type MadeUpNote = { ticker: string; period: Period; text: string };

const quartersEach = 20;

/** How many items of each kind; takeaways on either side. */
type Sizes = { takeaways: number; guidance: number; topics: number; exchanges: number; analysts: number };

const sizesOfDemo: Sizes = { takeaways: 4, guidance: 8, topics: 7, exchanges: 5, analysts: 5 };

/** Notes of companies that do not exist, twenty quarters each, as long as those of the demo and each a little different. */
export function madeUpNotes(count: number): MadeUpNote[] {
  return Array.from({ length: count }, (_, n) => {
    const ticker = `MADE${Math.floor(n / quartersEach)}`;
    const period = shiftPeriod(periodOf(2020, 1), n % quartersEach);
    return { ticker, period, text: madeUpText(ticker, period, n, sizesOfDemo) };
  });
}

const lines = (count: number, line: (at: number) => string) => Array.from({ length: count }, (_, at) => line(at));

/** A note in our own format; two of different seeds differ a little. */
export function madeUpText(ticker: string, period: Period, seed: number, sizes: Sizes): string {
  const amount = (at: number) => `US$${10 + ((seed * 7 + at * 13) % 900)}.${at % 10} million`;
  const quarter = formatPeriod(period);
  const [before, last] = [shiftPeriod(period, -2), shiftPeriod(period, -1)];
  const marked = (text: string, at: number) => `${text} [doc ${(at % 8) + 1}]`;
  return [
    formatLine,
    `${ticker} ${quarter}: ${marked(`Made up revenue of ${amount(0)}, within the made up range`, 0)}`,
    "\nDocuments:",
    ...lines(
      8,
      (at) =>
        `- doc ${at + 1}: Made up release ${at + 1} of ${ticker} for ${quarter} | release | 2025-05-0${at + 1} | https://made-up.example/${ticker}/${period}/${at + 1}`,
    ),
    ...["Positives", "Risks"].flatMap((heading, side) => [
      `\n${heading}:`,
      ...lines(sizes.takeaways, (at) => madeUpTakeaway(at + side * sizes.takeaways, marked, amount)),
    ]),
    "\nGuidance:",
    guidanceHead,
    rule(5),
    ...lines(
      sizes.guidance,
      (at) =>
        `Made up metric ${at + 1} | ${quarter} | ${amount(at)} | ${marked(amount(at + 1), at)} | moved by a made up step [raised] |`,
    ),
    "\nTopics:",
    topicsHead,
    rule(4),
    ...lines(sizes.topics, (at) => {
      const said = (which: number) =>
        marked(`${amount(at + which)} at the end of the quarter, after a made up step`, at);
      return `Made up topic ${at + 1} | [${before}] ${said(2)} [${last}] ${said(3)} | ${said(4)} | up again [recurring] |`;
    }),
    "\nQuestions and answers:",
    ...lines(sizes.exchanges, (at) =>
      [
        `Made up subject ${at + 1}`,
        `Q: What would take metric ${at + 1} to ${amount(at)} by the end of the year, and when would it show?`,
        `Asked by: Made Up Asker ${at + 1} | Made Up House ${at + 1}`,
        `A: ${marked(`The company gave ${amount(at + 1)} as a made up answer, and ${amount(at + 2)} for the year after`, at)}.`,
        "Answered by: Made Up Officer",
        "Outcome: answered\n",
      ].join("\n"),
    ),
    "Covering analysts:",
    ...lines(sizes.analysts, (at) => `- Made Up Asker ${at + 1} | Made Up House ${at + 1}`),
    "",
  ].join("\n");
}

function madeUpTakeaway(at: number, marked: (text: string, at: number) => string, amount: (at: number) => string) {
  const first = marked(`Made up metric ${at + 1} was ${amount(at)}, after ${amount(at + 1)} in the quarter before`, at);
  const second = marked(
    `It is expected to reach ${amount(at + 2)} by the end of the year that nobody will see`,
    at + 1,
  );
  return `- Made up title ${at + 1}: ${first}. ${second}.`;
}
