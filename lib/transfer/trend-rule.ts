import type { Mention, TrendTag } from "@/lib/topics/model";

const said =
  "(?:mention|discuss|address|cover(?:ed|age)?\\b|referenc|highlight|touch|feature|brought up|flag|cited?\\b|a (?:key )?(?:topic|focus|theme|priority))";
/** Silence on earlier quarters is no silence now. */
const notEarlier = String.raw`(?!\w*\s(?:(?:in|during|at|across)\s(?:the\s|any\s|all\s)?(?:prior|previous|earlier|past)|before|until|prior to|previously))`;
const dropped = new RegExp(
  String.raw`(?:(?<!previously\s)\b(?:not|never|\w+n't)\s(?:(?!previously)(?:\w+ly|been|be)\s){0,2}${said}${notEarlier}|` +
    String.raw`\bno\s(?:longer|more)\s(?:(?:\w+ly|being)\s){0,2}${said}|` +
    String.raw`\bno\s(?:(?:explicit|specific|direct|new|further)\s){0,2}(?:mention|discussion|reference|commentary)${notEarlier}|` +
    String.raw`^\W*dropped\b|\bdropped\s(?:off|out|entirely|completely|altogether|from\s(?:the\s)?(?:\w+\s)?(?:discussion|agenda|call|focus|commentary|narrative|list|radar))|` +
    String.raw`\b(?:topic|focus|theme|subject|mention)s?\s(?:(?:was|were|has been|have been)\s)?dropped\b|` +
    String.raw`\bde-?prioriti[sz]|\bdisappeared|\bfaded (?:away|from|out)|\bfallen (?:away|off)|\bunmentioned|\babsent\b)`,
  "i",
);
const formerly = /\b(?:previously|formerly|once)\b/i;
const emerging =
  /\b(?:re-?)?emerg(?:ing|ent|ed|es)\b(?!\s(?:market|econom|technolog|countr|compan|asia))|\bnascent\b|\bgaining (?:traction|prominence|attention)\b/i;
const noun =
  "(?:topic|theme|focus|area|item|subject|concern|issue|risk|disclosure|discussion|mention|addition|entry|emphasis)";
const fresh = new RegExp(
  String.raw`(?:^|[,;:.]\s)\W*(?:(?:an?|the|brand|entirely|completely|relatively|wholly)[\s-]){0,2}new(?:ly)?(?:\s(?:(?:\w+\s){0,2}${noun}s?\b|(?:in|for|to|as of|this)\s|(?:introduced|raised|mentioned|added|disclosed|highlighted|discussed))|\W*$|\s*[,;:.(–—-])|` +
    String.raw`\b(?:an?|as|entirely|completely)\s(?:(?:entirely|completely|brand|relatively)[\s-])?new\s(?:\w+\s)?${noun}\b|` +
    String.raw`\bnew(?:ly (?:introduced|raised|mentioned|added|disclosed|highlighted))?\s(?:in|for|as of|this)\s(?:the\s)?(?:current|this|quarter|period|Q[1-4]|[1-4]Q|FY|(?:19|20)\d\d)|` +
    String.raw`\b(?:first|initial)(?:[\s-]time)?\s(?:mention(?:ed)?|raised|discussed|introduced|appearance|disclosure|disclosed|time)\b|\b(?:mentioned|raised|discussed|introduced|appears?|appeared|addressed) for the first time|\b(?:not previously|previously not) (?:mentioned|discussed|raised|addressed)`,
  "i",
);
const recurring =
  /\b(?:recurr(?:ing|ent|s)|persist(?:ent(?:ly)?|s|ing|ed)|consistent(?:ly)?|continu(?:ous(?:ly)?|ed|es|ing|al(?:ly)?|ation)|on-?going|stead(?:y|ily|fast)|sustained|repeated(?:ly)?|perennial|long-?standing)\b/i;
const negatedRecurrence =
  /\b(?:not|no longer|non|in|less|never|without|dis)[\s-](?:an?\s)?(?:recurr(?:ing|ent)|persistent|consistent(?:ly)?|continu(?:ous(?:ly)?|ed|ing)|ongoing|steady|sustained)\b/gi;

/** Typed hyphens, blanks and apostrophes as one kind each. */
function plain(text: string): string {
  return text.slice(0, 2000).replace(/[‐‑]/g, "-").replace(/[’ʼ‘]/g, "'").replace(/\s+/g, " ");
}

/** The tag that the trend's own words give a topic; null when they give none. */
export function trendTagOf(
  trend: string | null,
  current: string | null,
  mentions: readonly Mention[],
): TrendTag | null {
  const words = plain(trend ?? "").replace(negatedRecurrence, "");
  const wasSaid = mentions.some(({ absent }) => !absent);
  const isSilentNow = dropped.test(plain(current ?? "").slice(0, 160));
  if (dropped.test(words) || (wasSaid && isSilentNow && formerly.test(words))) return "dropped";
  const tags = [
    { tag: "emerging" as const, place: words.search(emerging) },
    { tag: "new" as const, place: words.search(fresh) },
    { tag: "recurring" as const, place: words.search(recurring) },
  ].filter(({ place }) => place >= 0);
  const [first] = [...tags].sort((a, b) => a.place - b.place);
  return first?.tag === "new" && tags[0]?.tag === "emerging" ? "emerging" : (first?.tag ?? null);
}
