import { fold } from "./lines";

const office =
  /\b(ceo|cfo|coo|cto|cio|chair(man|woman|person)?|president|vice|director|head|ir|investor relations|officer|founder|treasurer|controller|vp|svp|evp|md|general manager)\b/;

/** Who a label names: `Jo Finch, CFO; Al Reef` are two, since an office stays with its holder. */
export function readSpeakers(label: string): string[] {
  const people: string[] = [];
  for (const part of label.split(/\s*(?:[;/|]|,| and | & )\s*/).map((each) => each.trim())) {
    if (!part) continue;
    if (people.length > 0 && office.test(fold(part))) people[people.length - 1] += `, ${part}`;
    else people.push(part);
  }
  return people;
}

/** A person and their firm: `Mara Quill, Foghorn`, `Mara Quill – Foghorn`, `Mara Quill (Foghorn)`, `Mara Quill | Foghorn`. */
export function readPerson(text: string): { name: string; firm: string | null } {
  const words = text.trim().replace(/[.;]$/, "");
  const inBrackets = /^(.+?)\s*[(（]([^()（）]+)[)）]$/u.exec(words);
  const apart =
    inBrackets ??
    /^(.+?)\s*(?:\t+|[|｜]|\s[-\u2010-\u2015]\s|,\s|，)\s*(.+)$/u.exec(words) ??
    /^(.+?)\s+(?:of|at|from|with)\s+(.+)$/u.exec(words);
  return apart ? { name: (apart[1] ?? "").trim(), firm: (apart[2] ?? "").trim() } : { name: words, firm: null };
}
