import { type Cell, type Clause, earlier, exceptionWords, type Range } from "@/lib/transfer/mention-clauses";
import { quarterName } from "@/lib/transfer/mention-quarters";

const reported =
  "(?:reported|noted|highlighted|emphasi[sz]ed|mentioned|discussed|showed|saw|detailed|explained|stressed|expressed|flagged|raised|guided|described|focused on|featured|stated|indicated|provided|introduced|announced|cited|covered|included|addressed|underscored|outlined|grew|rose|fell|improved|increased|declined)";
/** `Prior periods stressed`: words that say only that something was said. */
export const introWords = new RegExp(String.raw`^\s{0,3}${earlier}\s(?:${reported}\s)?`, "i");
const leadingWords = new RegExp(
  String.raw`^(?:[\s,;:/|•·)]+|[-–—*.]\s+|—|(?:and|but|while|whereas|although|though|then|with|plus|yet|however|followed by|${exceptionWords})\s+)`,
  "i",
);

const said =
  "(?:mention|discuss|address|cover(?:ed)?\\b|rais|reference|refer\\b|referred|highlight|touch|flag|brought up|bring up|talk|spoken|speak|feature|identified|emphasi|noted\\b|(?:a )?topic)";
const silence = new RegExp(
  String.raw`\b(?:(?:not|never|\w+n[’']t)\s+(?!only\b)(?:(?:\w+ly|been|yet|be)\s+){0,3}${said}|` +
    String.raw`no\s+(?:(?:specific|explicit|direct|prior|previous|clear|formal|such|particular)\s+){0,2}(?:mention|discussion|reference|commentary|coverage)|` +
    String.raw`unmentioned|undiscussed|unaddressed|absent\b|silent\b|nothing (?:was )?(?:said|mentioned))|^(?:not (?:in|at|during)\b|(?:none|nil|n\/a|[-–—]+)\W*$)`,
  "i",
);
const statement = new RegExp(
  String.raw`[;]|\b(?:but|yet|although|though|while)\b|\b${reported}\b|\d\s?(?:%|x\b|[mb]illion|bn|bps)`,
  "i",
);
const contrast = /\s(?:but|however|although|though|yet)\s|\bin (?:any |great |much )?(?:detail|depth)|\bat length\b/i;

/** Whether the clause says that nothing was said. */
export function isSilence(clause: string): boolean {
  const text = clause.slice(0, 400).replace(quarterName, "Q");
  const found = silence.exec(text);
  if (!found) return false;
  const before = text.slice(0, found.index);
  return !statement.test(before) && !contrast.test(text.slice(found.index + found[0].length));
}

/** Without separators at either end, and without brackets that have lost their other half. */
export function trim({ text, partner }: Cell, [from, to]: Range, keepsWords = false): Range {
  let [start, end] = [from, to];
  const isInside = (at: number) => {
    const other = partner.get(at);
    return other !== undefined && other >= start && other < end;
  };
  for (let isDone = false; !isDone; ) {
    const lead = leadingWords.exec(text.slice(start, Math.min(end, start + 40)))?.[0] ?? "";
    const isWord = /^\p{L}/u.test(lead);
    if (lead && !(isWord && keepsWords)) start += lead.length;
    else isDone = true;
    if (start < end && /[([（)\]）]/.test(text.charAt(start)) && !isInside(start)) {
      start++;
      isDone = false;
    }
  }
  for (let isDone = false; !isDone && end > start; ) {
    const tail = /(?:[\s,;:]|\s(?:and|with|while|but)|(?<!\b(?:etc|inc|ltd|co|corp))\.)$/i.exec(
      text.slice(Math.max(start, end - 8), end),
    )?.[0];
    const isLone = /[([（)\]）]/.test(text.charAt(end - 1)) && !isInside(end - 1);
    if (tail || isLone) end -= tail?.length ?? 1;
    else isDone = true;
  }
  return [start, end];
}

/** The clause's own words: without the quarter where it is only their label. */
export function wordsOf(cell: Cell, clause: Clause, isFirst: boolean, sharesIntro: boolean): Range {
  const { text, partner } = cell;
  const group = clause.groups[0];
  const whole = trim(cell, [clause.start, clause.end], isFirst);
  if (!group) return whole;
  const rest = text.slice(group.end, group.end + 80);
  const ofCall = /^\s(?:earnings\s)?(?:discussions?|calls?|results?|reports?|notes?)\b/i;
  const hasPreposition = /\b(?:in|across|during|throughout)\s+(?:the\s|both\s)?$/i.test(
    text.slice(whole[0], group.start),
  );
  const label =
    /^(?:['’]s\b)?(?:\s(?:earnings\s)?(?:calls?|results|report)(?=:))?\s*[:,–—-]?\s*/i.exec(rest)?.[0] ?? "";
  const isWith = /\bwith\b/i.test(text.slice(clause.start, group.start));
  const filler = isWith
    ? (/^(?:featuring|including|having|containing|bringing)\s+/i.exec(rest.slice(label.length))?.[0] ?? "")
    : "";
  const [start, end] = trim(cell, [group.end + label.length + filler.length, clause.end], true);
  if (start >= end || (!clause.isHead && !sharesIntro) || (hasPreposition && ofCall.test(rest))) return whole;
  const isBracketed = partner.get(start) === end - 1;
  if (!clause.isHead && !isBracketed) return whole;
  return isBracketed ? trim(cell, [start + 1, end - 1], true) : [start, end];
}
