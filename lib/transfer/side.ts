import { fold } from "./lines";

/** Words of what may go wrong, and of what went well, by their beginnings. */
const worse =
  /\b(risk|delay|pressure|declin|weak|loss|headwind|uncertain|concern|restrict|\bbans?\b|compet|compress|challeng|threat|slow|lower|\bfall|fell|\bdrop|impair|dilut|cautio|volatil|shortage|constrain|adverse|negativ|litigat|regulat|depend|concentrat|expos|tariff|could|\bmay\b|potential|might|miss|\bcut|shrink|deteriorat|churn|inflat|late\b|shortfall|tighter|complicat|unresolved|no date|soft|erod|disput|recall|investigat|lawsuit|write-?(down|off)|overhang|unclear|squeeze|lost|\bshort\b|\blight\b|build-?up|\bburn|collapse|\bclos(?:e|es|ed|ing|ure)s?\b|departure|resign|\bhalt|worsen|cancel|deficit|breach|outage|strike|postpon|pushed|defer|disappoint|\bwarn|behind|below|\bdown\b|plung|slump|stall|stagnat|overrun|unfavou?rabl|unprofitab|writedown|dispute|delist|default|\bbad\b|\bdrag|undershot|underperform|ageing)/g;
const better =
  /\b(growth|grew|grow|improv|strong|record|increas|gain|expan|\bwin|\bwon|accelerat|innovat|efficien|favou?rabl|catalyst|momentum|raise|beat|exceed|robust|success|launch|partner|profit|positive|opportunit|benefit|support|deepen|milestone|resilien|upgrad|healthy|solid|ahead|rebound|recover|double|advanc|preserv|approv|award|qualif|\brose|\bup\b|backlog|higher)/g;

const burden =
  "(?:costs?|debt|leverage|expens\\w*|exposure|loss(?:es)?|risks?|churn|depend\\w*|inventor\\w+|interest|burn|delays?|tax(?:es)?|opex|defaults?|complaints)";
const fall =
  "(?:fell|falls?|falling|lower(?:ed|s|ing)?|declin\\w+|reduc\\w+|eas(?:e|es|ed|ing)|drop\\w*|less|narrow\\w*|decreas\\w+|cut|cuts|cutting|limit\\w*|shrink\\w*|shrank|down|mitigat\\w*|smaller|no|zero|without)";
/** A burden that falls is good news: `debt fell`, `lower unit costs`, `declining exposure`. */
const relief = new RegExp(
  String.raw`\b(?:${fall}\s(?:(?!and\b|but\b)[\w-]+\s){0,2}${burden}|${burden}\s(?:(?!and\b|but\b)[\w%-]+\s){0,2}${fall})\b|\bdelever\w*`,
  "g",
);
/** A burden that grows is none. */
const strain = new RegExp(
  String.raw`\b(?:${burden}\s(?:[\w%-]+\s){0,2}(?:rose|rises?|rising|up|increas\w+|grew|growth|higher)|(?:higher|rising|increas\w+|growing)\s(?:[\w-]+\s){0,1}${burden})\b`,
  "g",
);
/** What a sentence says in spite of: `Despite weak demand, …`. */
const spite = /\b(?:despite|notwithstanding|in spite of|even though|although)\s[^,.;:]{1,200}[,.;:]?/g;

/** How much more a takeaway speaks of risk than of success; its title counts twice. */
export function riskScore(title: string, body: string): number {
  return 2 * (score(title) || firstScore(title)) + score(body);
}

function plain(text: string): string {
  return fold(text).replace(spite, " ").replace(relief, " favourable ").replace(strain, " adverse ");
}

function score(text: string): number {
  return (plain(text).match(worse)?.length ?? 0) - (plain(text).match(better)?.length ?? 0);
}

/** `Delays in approvals` is of risk: where the words of a title are even, its first one tells. */
function firstScore(title: string): number {
  const [bad, good] = [plain(title).search(worse), plain(title).search(better)];
  return bad === good ? 0 : bad >= 0 && (good < 0 || bad < good) ? 1 : -1;
}

/** How clearly the wording must speak for a list that has the risks first. */
const reversalMin = 6;

/** Which of a list's takeaways are risks: the last ones, or, where the wording is plain, the first ones. */
export function findRisks(scores: number[]): { from: number; to: number } {
  const total = scores.reduce((sum, score) => sum + score, 0);
  const middle = scores.length / 2;
  let last = { at: scores.length, value: -total };
  let first = { at: 0, value: Number.NEGATIVE_INFINITY };
  let before = 0;
  for (let at = 0; at < scores.length; at += 1) {
    const value = total - 2 * before;
    const isNearer = Math.abs(at - middle) < Math.abs(last.at - middle);
    if (value > last.value || (value === last.value && isNearer)) last = { at, value };
    if (at > 0 && -value > first.value) first = { at, value: -value };
    before += scores[at] ?? 0;
  }
  const isReversed = first.at > 0 && first.value >= last.value + reversalMin;
  return isReversed ? { from: 0, to: first.at } : { from: last.at, to: scores.length };
}
