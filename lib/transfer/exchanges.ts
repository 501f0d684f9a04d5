import { withoutTrailingMarker } from "./bullets";
import { type Draft, type Exchange, note, quoted, refuseLong, takeAllMarks } from "./draft";
import type { Line } from "./lines";
import type { ParsedItem } from "./parsed";
import { readPerson, readSpeakers } from "./people";

const label =
  /^[\s\u00a0]*(?:[-*•·▪]\s+)?(?:\*\*)?(q|question|a|answer|asked by|answered by|outcome)\s?\d{0,2}(?:\s*[(（]([^()（）]{1,120})[)）]|\s+[-\u2010-\u2015]\s+([^:：]{1,120}))?(?:\*\*)?\s*[:：](?:\*\*)?[\s\u00a0]*(.*)$/iu;

type Labelled = { kind: "q" | "a" | "asked by" | "answered by" | "outcome"; who: string | null; text: string };

/** A line that a label marks as a question, an answer, or who spoke; null when none does. */
export function readLabelled(text: string): Labelled | null {
  const match = label.exec(text);
  if (!match) return null;
  const word = (match[1] ?? "").toLowerCase();
  const kind = (word === "question" ? "q" : word === "answer" ? "a" : word) as Labelled["kind"];
  return { kind, who: (match[2] ?? match[3])?.trim() ?? null, text: withoutTrailingMarker(match[4] ?? "").trim() };
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
    open.fields.speakers.push(...(who ? readSpeakers(who) : []).filter((each) => !open.fields.speakers.includes(each)));
  } else if (kind === "answered by") open.fields.speakers.push(...readSpeakers(text));
  else if (kind === "asked by") {
    const asker = readPerson(text);
    open.fields.askedBy = asker.name;
    open.fields.askedByFirm = asker.firm;
  } else {
    const word = text.toLowerCase().split(/\s/)[0] ?? "";
    open.fields.outcome = word in outcomes ? outcomes[word as keyof typeof outcomes] : null;
    if (!open.fields.outcome) {
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
