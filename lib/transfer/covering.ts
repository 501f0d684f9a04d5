import { type Draft, note, quoted, refuseLong, reportStray } from "./draft";
import type { Line } from "./lines";
import { takeMarks } from "./marks";
import type { ParsedItem } from "./parsed";
import { isNobody, readPeople } from "./people";

/** Takes a line of the covering analysts: one or several people, or words for nobody. */
export function takeAnalysts(draft: Draft, line: Line, raw: string): void {
  const { text, citations } = takeMarks(raw, "name");
  refuseLong(draft, line.number, { "list of analysts": text });
  if (citations.length > 0) {
    const labels = citations.map(({ label }) => label).join(", ");
    note(draft, line.number, "info", `An analyst has no place for a citation; document ${labels} is not kept here.`);
  }
  if (isNobody(text)) note(draft, line.number, "info", `No covering analyst is read from ${quoted(text)}.`);
  else if (text.length > 60 && /[a-z]\.(?:\s|$)/.test(text) && !/[;|\t(（]/.test(text)) reportStray(draft, line, text);
  else if (/^(?:names?|analysts?)\s*[(|,\u2010-\u2015-]\s*(?:firms?|brokers?|banks?)\)?$/i.test(text)) {
    note(draft, line.number, "info", `This is read as the head of a list: ${quoted(text)}.`);
  } else {
    const people = readPeople(text);
    if (people.some(({ name }) => /^\p{Ll}/u.test(name) && !/\p{Lu}/u.test(name))) reportStray(draft, line, text);
    else draft.analysts.push(...people);
  }
}

export function analystItems(draft: Draft): ParsedItem[] {
  return draft.analysts.map((fields): ParsedItem => ({ kind: "covering_analyst", fields, citations: [] }));
}
