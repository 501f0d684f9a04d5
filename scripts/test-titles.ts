/** A test that shows a requirement has its number at the head of its title: `R12: …` or `R6, R7: …`. */
const titled = /\(\s*(["'`])(R\d{1,2}(?:, R\d{1,2})*): ([^\n]*?)\1/g;

const passedOver =
  /\b(?:x(?:it|test|describe)\b|(?:it|test|describe)(?:\.\w+)*\.(?:skip|skipIf|runIf|todo|fixme|fails|fail|only)\b)/;

/** The text of a test file without what stands in comments, which begin lines. */
const withoutComments = (text: string) => text.replace(/^\s*\/\*[\s\S]*?\*\//gm, "").replace(/^\s*\/\/.*$/gm, "");

/** Which requirements the tests of a file show, by number and title. */
export function shownIn(text: string): { number: number; title: string }[] {
  return [...withoutComments(text).matchAll(titled)].flatMap(([, , numbers = "", title = ""]) =>
    numbers.split(", ").map((each) => ({ number: Number(each.slice(1)), title })),
  );
}

/** Whether a file tells its runner to pass over a test of it, or to run no others: then none of them shows anything. */
export function passesOver(text: string): boolean {
  return passedOver.test(withoutComments(text));
}
