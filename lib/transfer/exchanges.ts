import { withoutTrailingMarker } from "./bullets";
import { type Draft, type Exchange, note, quoted, refuseLong, takeAllMarks, tidyLine } from "./draft";
import type { Line } from "./lines";
import type { ParsedItem } from "./parsed";
import { holdsOffice, readPerson, readSpeakers } from "./people";

const who = String.raw`(?:\s*[(（]([^()（）]{1,120})[)）]|\s+(?:[-\u2010-\u2015]|from|by)\s+([^:：]{1,120}))?`;
const marker = String.raw`^[\s\u00a0]*(?:(?:[-*•·▪]|\d{1,2}[.)])\s+)?(?:\*\*|__)?`;
const label = new RegExp(
  String.raw`${marker}(q|question|a|answer|asked by|answered by|outcome|问题?|回?答)\s?\d{0,2}[.)]?${who}(?:\*\*|__)?\s*[:：](?:\*\*|__)?[\s\u00a0]*(.*)$`,
  "iu",
);
/** Labels that are also plain words, thus read as labels only where people are asked. */
const looseLabel = new RegExp(
  String.raw`${marker}(?:(q|a)[.)](?:\*\*|__)?\s+(.*)|(analyst|management|company)${who}(?:\*\*|__)?\s*[:：](?:\*\*|__)?[\s\u00a0]*(.+))$`,
  "iu",
);
const name = String.raw`\p{Lu}[\p{L}.'’-]{0,24}(?:\s+\p{Lu}[\p{L}.'’-]{0,24}){1,3}`;
const personLabel = new RegExp(
  String.raw`${marker}(${name})(?:\s*[(（]([^()（）]{1,120})[)）]|,\s*([^:：]{1,80})|\s+[-\u2010-\u2015]\s+([^:：]{1,80}))?(?:\*\*|__)?\s*[:：](?:\*\*|__)?\s+(.+)$`,
  "u",
);
const words: Record<string, Labelled["kind"]> = {
  question: "q",
  问: "q",
  问题: "q",
  analyst: "q",
  answer: "a",
  答: "a",
  回答: "a",
  management: "a",
  company: "a",
};

type Labelled = { kind: "q" | "a" | "asked by" | "answered by" | "outcome"; who: string | null; text: string };

function labelled(word: string, person: string | undefined, text: string | undefined): Labelled {
  const key = word.toLowerCase();
  return {
    kind: words[key] ?? (key as Labelled["kind"]),
    who: person?.trim() || null,
    text: withoutTrailingMarker(text ?? "").trim(),
  };
}

/** A line that a label marks as a question, an answer, or who spoke; null when none does. */
export function readLabelled(text: string): Labelled | null {
  const match = label.exec(text);
  return match ? labelled(match[1] ?? "", match[2] ?? match[3], match[4]) : null;
}

/** A line under Q and A that begins with a letter and a stop, with a side of the call, or with the name of who speaks. */
export function readSpoken(draft: Draft, text: string): Labelled | null {
  const open = draft.exchanges.at(-1)?.fields;
  const isDue = draft.last === "exchange" && open?.answer === null;
  if (draft.section !== "exchanges" && draft.last !== "exchange") return null;
  const loose = looseLabel.exec(text);
  if (loose) {
    const found = labelled(loose[1] ?? loose[3] ?? "", loose[4] ?? loose[5], loose[2] ?? loose[6]);
    if (found.kind === "q" ? !isDue : isDue) return found;
  }
  const match = personLabel.exec(text);
  if (!match) return null;
  const [, person = "", ...more] = match;
  const role = more.slice(0, 3).find(Boolean);
  const found = labelled("a", role ? `${person}, ${role}` : person, more[3]);
  if (role && holdsOffice(role)) return open ? found : null;
  if (role && !isDue) return /[?？]["”’)]?$/u.test(found.text) ? { ...found, kind: "q" } : null;
  const isKnown = open?.speakers.some((each) => each === person || each.startsWith(`${person},`));
  return isDue || isKnown ? found : null;
}

const outcomes = {
  answered: "answered",
  partly: "partly",
  partially: "partly",
  deflected: "deflected",
  refused: "refused",
} as const;

/** Takes a labelled line; speakers come from labels alone, never from sentences. */
export function takeLabelled(draft: Draft, line: Line, { kind, who, text }: Labelled): void {
  draft.last = "exchange";
  tidyLine(draft, line);
  const open = draft.exchanges.at(-1);
  if (kind === "q") {
    const asker = who ? readPerson(who) : { name: null, firm: null };
    const fields: Exchange["fields"] = {
      topic: draft.topic,
      question: text,
      answer: null,
      askedBy: asker.name,
      askedByFirm: asker.firm,
      speakers: [],
      outcome: null,
    };
    draft.exchanges.push({ line: line.number, fields });
    draft.topic = null;
    return;
  }
  if (!open) {
    note(draft, line.number, "warning", `This answers no question: ${quoted(line.text)}. Put its question above it.`);
    return;
  }
  if (kind === "a") {
    open.fields.answer = open.fields.answer === null ? text : `${open.fields.answer}\n${text}`;
    const isNamed = (each: string) => open.fields.speakers.some((one) => one === each || one.startsWith(`${each},`));
    open.fields.speakers.push(...(who ? readSpeakers(who) : []).filter((each) => !isNamed(each)));
  } else if (kind === "answered by") open.fields.speakers.push(...readSpeakers(text));
  else if (kind === "asked by") {
    const { askedBy, askedByFirm } = open.fields;
    const asker = readPerson(text);
    const isOther = askedBy !== null && askedBy !== asker.name;
    if (isOther || (askedByFirm && asker.firm && askedByFirm !== asker.firm)) {
      note(draft, line.number, "warning", `This question has an asker already. Not kept: ${quoted(text)}.`);
    } else {
      open.fields.askedBy = asker.name;
      open.fields.askedByFirm = asker.firm ?? askedByFirm;
    }
  } else {
    const word = text.toLowerCase().split(/\s/)[0] ?? "";
    const outcome = Object.hasOwn(outcomes, word) ? outcomes[word as keyof typeof outcomes] : null;
    if (outcome && open.fields.outcome && outcome !== open.fields.outcome) {
      note(draft, line.number, "warning", `This question has an outcome already. Not kept: ${quoted(text)}.`);
    }
    open.fields.outcome ??= outcome;
    if (!outcome) {
      note(draft, line.number, "warning", `An outcome is answered, partly, deflected or refused, not “${text}”.`);
    }
  }
}

export function finishExchanges(draft: Draft): ParsedItem[] {
  return draft.exchanges.map(({ line, fields }): ParsedItem => {
    const { topic, question, answer } = fields;
    const taken = takeAllMarks({ topic, question, answer });
    refuseLong(draft, line, taken.fields);
    if (taken.fields.answer === null)
      note(draft, line, "warning", "This question has no answer. Write one below it as “A: …”.");
    return {
      kind: "exchange",
      fields: { ...fields, ...taken.fields, question: taken.fields.question ?? "" },
      citations: taken.citations,
    };
  });
}
