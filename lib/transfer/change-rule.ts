import type { Change } from "@/lib/guidance/change";

type Row = { previous: string | null; current: string | null; changeText: string | null };

const silence =
  /\b(?:no (?:(?:current|formal|specific|explicit|new|further|updated|additional|official|quantitative|numerical|annual) )*(?:guidance|outlook|forecast|target|update|mention|commentary)s?\b(?! (?:change|withdraw))|(?:not|never|\w+n't) (?:(?:\w+ly|been|yet) )*(?:address|discuss|mention|updat|provid|given\b|issu|disclos|cover(?:ed)?\b|comment|specif|quantif|stated\b|repeated\b|offer|reiterat|reaffirm)|unaddressed|unmentioned|silent\b|silence\b|omitted\b|absent\b)/;
const none = /^(?:n\/?a|n\.a\.|none|nil|null|not applicable|not available|unknown|[-–—]+)?$/;
const noPrior =
  /\b(?:no (?:(?:formal|specific|explicit|quantitative) )*(?:prior|previous|earlier|past|existing|preceding) (?:\w+ )?(?:guidance|outlook|forecast|target|mention|disclosure|range|view|statement)|not (?:\w+ )?(?:previously|guided before)|previously (?:not\b|un\w)|(?:none|not (?:provided|given|issued)) (?:previously|before))/;
const withdrawn =
  /(?<!\b(?:previously|formerly|earlier|once) )\b(?:withdr(?:ew|awn|awal|aws?|awing)|suspend(?:ed|s|ing)?|suspension|pulled(?! (?:forward|in\b|ahead))|rescind(?:ed|s)?|retract(?:ed|s)?|revoked?|taken back|abandoned|scrapped|no longer (?:provid|giv|issu|guid|offer|expects? to (?:provide|give))\w*|(?:ceased|stopped|discontinued) (?:to )?(?:provid|giv|issu|guid|offer)\w*)/;

/** Words that take guidance back in a change cell; in other cells they may speak of the business. */
const withdrawnHere = /\b(?:paus(?:ed?|es|ing)|removed?|dropped(?! (?:to|by|from|below)\b| \d))\b/;

const at = (pattern: string) => new RegExp(String.raw`(?<![\w-])(?:${pattern})(?!\w|-\w)`);
/** Where several stand in one text, a specific one wins, else the first. */
const moves: { change: Change; pattern: RegExp; isSpecific?: true }[] = [
  {
    change: "missed",
    pattern: at(
      "miss(?:ed|es)?|fell short|falls short|shortfall|not (?:met|achieved|reached|delivered)|unmet|below (?:the )?(?:guidance|guided range|target|outlook|range|low end)",
    ),
    isSpecific: true,
  },
  { change: "narrowed", pattern: at("narrow(?:ed|s|ing|er)?|tighten(?:ed|s|ing)?|tighter"), isSpecific: true },
  { change: "widened", pattern: at("widen(?:ed|s|ing)?|wider|broaden(?:ed|s|ing)?|broader"), isSpecific: true },
  {
    change: "initiated",
    pattern: at(
      "new(?:ly)?|initiat(?:ed|es|ion|ing)|introduc(?:ed|es|tion|ing)|re-?instated|resumed|initial(?: guidance| outlook)?|first[ -](?:time|issued|issue|guidance|given|provided|ever|outlook)|established|inaugural",
    ),
  },
  {
    change: "raised",
    pattern: at(
      "rais(?:ed?|es|ing)|increas(?:ed?|es|ing)|upgrad(?:ed?|es)|up(?:ward(?:s|ly)?)?|higher(?! (?:end|bound|half|limit))|hik(?:ed?|es)|lift(?:ed|s)?|boost(?:ed|s)?|improved|revised up|positive(?:ly)? revis(?:ion|ed)|above (?:the )?(?:prior|previous)|⬆|▲|△|↑|↗",
    ),
  },
  {
    change: "lowered",
    pattern: at(
      "lower(?:ed|s|ing)|lower(?! (?:end|bound|half|limit))|cuts?|cutting|reduc(?:ed?|es|tion|ing)|decreas(?:ed?|es|ing)|downgrad(?:ed?|es)|down(?:ward(?:s|ly)?)?|trim(?:med|s)?|slash(?:ed|es)?|dropped|weaker|softer|softened|worse(?:ned|ns)?|deteriorated|negative(?:ly)? revis(?:ion|ed)|⬇|▼|▽|↓|↘",
    ),
  },
  {
    change: "maintained",
    pattern: at(
      "maintain(?:ed|s|ing)?|reiterat(?:ed?|es|ion|ing)|reaffirm(?:ed|s|ing)?|re-affirmed|affirmed|unchanged|confirm(?:ed|s)?|re-?confirmed|kept|keeps?|held|no (?:(?:material|significant|guidance) )?changes?|not changed|in line|in-line|same(?: as)?|stable|flat|steady|repeated|left intact|intact|stays?|on track|status quo|→|➔|⟶|↔|=",
    ),
  },
  {
    change: "met",
    pattern: at(
      "met|achiev(?:ed|es)|deliver(?:ed|s)|reach(?:ed|es)|fulfilled|hit|beat|exceeded|surpassed|on target|above (?:the )?(?:guidance|guided range|target|outlook|range|high end|top end|upper end)",
    ),
  },
];
const glyph = /[▲△▼▽↑↓↗↘⬆⬇→➔⟶↔=]/g;
const negation =
  /(?:\bnot|\bnever|\w+n't|\bwithout|\brather than|\binstead of|\bneither|\bnor|\bno)\s(?:(?:\w+ly|been|being|a|any|yet|be)\s){0,2}$/;

/** Typed hyphens, blanks and apostrophes as one kind each, in lower case. */
function plain(text: string | null): string {
  return (text ?? "")
    .slice(0, 2000)
    .toLowerCase()
    .replace(/[‐‑]/g, "-")
    .replace(/[’ʼ‘]/g, "'")
    .replace(/[\s_]+/g, " ")
    .trim();
}

/** Where the words first stand without a `not` before them; -1 when nowhere. */
function firstPlace(text: string, pattern: RegExp): number {
  for (const match of text.matchAll(new RegExp(pattern.source, "g"))) {
    const isNegated = negation.test(text.slice(Math.max(0, match.index - 40), match.index));
    if (!isNegated) return match.index;
  }
  return -1;
}

/** `10 → 12`, `from 10% to 8%`: an arrow, or a sign, between or before numbers tells by them. */
function moveOfNumbers(text: string): Change | null {
  const signed = /^\(?([+\u2212-])\s?[$€£¥]?\d[^→]{0,20}$/.exec(text);
  if (signed) return signed[1] === "+" ? "raised" : "lowered";
  const number = String.raw`[^\d.,-]{0,12}(-?\d+(?:[.,]\d+)*)[^\d→>]{0,12}`;
  const match = new RegExp(`^(?:from )?${number}(?:→|➔|⟶|->|=>|\\bto\\b)${number}$`).exec(text);
  if (!match) return null;
  const [from, to] = [match[1], match[2]].map((digits) => Number(digits?.replace(/,(?=\d{3})/g, "").replace(",", ".")));
  if (from === undefined || to === undefined || Number.isNaN(from) || Number.isNaN(to)) return null;
  return to > from ? "raised" : to < from ? "lowered" : "maintained";
}

function moveOf(text: string): { change: Change; place: number } | null {
  const spaced = text.replace(glyph, " $& ");
  const found = moves
    .map(({ change, pattern, isSpecific }) => ({
      change,
      place: firstPlace(spaced, pattern),
      isSpecific: isSpecific ?? false,
    }))
    .filter(({ place }) => place >= 0)
    .sort((a, b) => Number(b.isSpecific) - Number(a.isSpecific) || a.place - b.place);
  return found[0] ?? null;
}

const isNothing = (text: string) => none.test(text) || noPrior.test(text) || (text.length < 60 && silence.test(text));

/** Whether a cell that should state guidance says nothing but that none was given. */
function isSilent(text: string): boolean {
  const found = silence.exec(text);
  if (!found || found.index > 60 || noPrior.test(text)) return none.test(text) && text !== "";
  const rest = text.slice(found.index).replace(/\([^()]*\)/g, "");
  return (
    !/\d/.test(text.slice(0, found.index).replace(/\b(?:q[1-4]|fy|h[12]|(?:19|20)\d\d)\b/g, "")) &&
    !/\b(?:but|however|though|expect\w*|reiterat\w*)\b/.test(rest)
  );
}

/** Whether a cell that should state guidance says that it was taken back. */
function isTakenBack(text: string): boolean {
  const place = firstPlace(text, withdrawn);
  return place >= 0 && (place === 0 || /\b(?:guidance|outlook|forecast|targets?)\b/.test(text));
}

/** What the previous and current cells leave no doubt of. */
function compare(previous: string, current: string): Change | null {
  if (isTakenBack(current)) return "withdrawn";
  if (isNothing(previous)) return isNothing(current) || isSilent(current) ? null : "initiated";
  if (isSilent(current)) return "not_addressed";
  return previous === current ? "maintained" : null;
}

/** What became of a guidance row: by the words of its change cell, else by what the other two leave no doubt of. */
export function changeOf(row: Row): Change | null {
  const [previous, current, words] = [plain(row.previous), plain(row.current), plain(row.changeText)];
  if (none.test(words)) {
    const isSilence = words !== "" && current === "" && !isNothing(previous);
    return isSilence ? "not_addressed" : compare(previous, current);
  }
  const byNumbers = moveOfNumbers(words);
  if (byNumbers) return byNumbers;
  if (firstPlace(words, withdrawn) >= 0 || firstPlace(words, withdrawnHere) >= 0) return "withdrawn";
  const move = moveOf(words);
  const isBefore = (place: number) => place >= 0 && (move === null || place <= move.place);
  if (isBefore(words.search(noPrior))) return "initiated";
  if (isBefore(words.search(silence))) return isTakenBack(current) ? "withdrawn" : "not_addressed";
  return move ? move.change : compare(previous, current);
}
