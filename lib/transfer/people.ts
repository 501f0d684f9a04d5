import { fold } from "./lines";

const office =
  /\b(ceo|cfo|coo|cto|cio|chair(man|woman|person)?|president|vice|director|head|ir|investor relations|officer|founder|treasurer|controller|vp|svp|evp|md|general manager)\b/;
const firm =
  /\b(bank|banco|securities|capital|partners|research|markets?|group|holdings?|advisors?|brokers?|equit(y|ies)|asset|invest(ments?|ment bank)|financial|sachs|stanley|& co|inc|llc|llp|ltd|ag|plc|sa|nv|gmbh)\b/;

/** Whether the words tell what somebody is at the company. */
export function holdsOffice(words: string): boolean {
  return office.test(fold(words));
}

/** Who a label names: `Jo Finch, CFO; Al Reef` are two, since an office stays with its holder. */
export function readSpeakers(label: string): string[] {
  const people: string[] = [];
  for (const part of label.split(/\s*(?:[;/|、]|[,，] | and | & )\s*/).map((each) => each.trim())) {
    if (!part) continue;
    if (people.length > 0 && holdsOffice(part)) people[people.length - 1] += `, ${part}`;
    else people.push(part);
  }
  return people;
}

/** A stop ends the line, unless it belongs to an abbreviation: `Larch & Co.` */
function withoutStop(text: string): string {
  return text.trim().replace(/(?<!\b(?:Co|Inc|Ltd|Corp|Cie|Bros|Jr|Sr))[.;。]$/iu, "");
}

/** A person and their firm: `Mara Quill, Foghorn`, `Mara Quill – Foghorn`, `Mara Quill (Foghorn)`, `Foghorn: Mara Quill`. */
export function readPerson(text: string): { name: string; firm: string | null } {
  const words = withoutStop(text);
  const inBrackets = /^(.+?)\s*[(（]([^()（）]+)[)）]$/u.exec(words);
  const apart =
    inBrackets ??
    /^(.+?)\s*(?:\t+|[|｜]|\s[-\u2010-\u2015]\s|,\s|[，、])\s*(.+)$/u.exec(words) ??
    /^(.+?)\s+(?:of|at|from|with)\s+(.+)$/u.exec(words);
  if (apart) return { name: (apart[1] ?? "").trim(), firm: (apart[2] ?? "").trim() };
  const [, before = "", after = ""] = /^([^:：]+)[:：]\s*(.+)$/u.exec(words) ?? [];
  if (!after) return { name: words, firm: null };
  const isFirmLast = firm.test(fold(after)) && !firm.test(fold(before));
  return isFirmLast ? { name: before.trim(), firm: after.trim() } : { name: after.trim(), firm: before.trim() };
}

/** The people of one line: `Jo Finch (Foghorn), Al Reef (Northbank) and Mara Quill` are three. */
export function readPeople(text: string): { name: string; firm: string | null }[] {
  if (text.length > 2000) return [readPerson(text)];
  const words = withoutStop(text);
  const inBrackets = /[)）]/.test(words);
  const parts = words.split(
    /[;；]/.test(words) ? /\s*[;；]\s*/ : inBrackets ? /(?:[,，、]\s*(?:and\s+)?|\s+and\s+)(?![^(（]*[)）])/u : /(?!)/,
  );
  const listed = parts.length === 1 && !inBrackets ? words.split(/,\s*(?:and\s+)?|，|、|\s+and\s+/u) : [];
  const isList = listed.length > 2 && !listed.some((part) => firm.test(fold(part)));
  return (isList ? listed : parts).filter((part) => part.trim() !== "").map(readPerson);
}

/** Words for nobody: `none`, `n/a`, `not disclosed`. */
export function isNobody(text: string): boolean {
  return /^(?:(?:there (?:are|is) )?(?:none|no one|nobody|nil|n\/a|n\.a|not (?:available|applicable|disclosed|recorded|listed|provided|known)|unknown|tb[cd]|no (?:covering )?analysts?)(?: (?:listed|recorded|named|available|disclosed|yet|provided|so far))*|[-–—\s]+)[.]?$/.test(
    fold(text),
  );
}
