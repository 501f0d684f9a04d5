import { fold } from "./lines";

/** Words of what may go wrong, and of what went well, by their beginnings. */
const worse =
  /\b(risk|delay|pressure|declin|weak|loss|headwind|uncertain|concern|restrict|\bbans?\b|compet|compress|challeng|threat|slow|lower|\bfall|fell|\bdrop|impair|dilut|cautio|volatil|shortage|constrain|adverse|negativ|litigat|regulat|depend|concentrat|expos|tariff|could|\bmay\b|potential|might|miss|\bcut|shrink|deteriorat|churn|inflat|late\b|shortfall|tighter|complicat|unresolved|no date|soft|erod|disput|recall|investigat|lawsuit|write-?(down|off)|overhang|unclear|squeeze|lost|\bshort\b)/g;
const better =
  /\b(growth|grew|grow|improv|strong|record|increas|gain|expan|\bwin|\bwon|accelerat|innovat|efficien|favou?rabl|catalyst|momentum|raise|beat|exceed|robust|success|launch|partner|profit|positive|opportunit|benefit|support|deepen|milestone|resilien|upgrad|healthy|solid|ahead|rebound|recover|double|advanc|preserv|approv|award|qualif|\brose|\bup\b|backlog|higher)/g;

/** How much more a takeaway speaks of risk than of success; its title counts twice. */
export function riskScore(title: string, body: string): number {
  const count = (text: string, words: RegExp) => fold(text).match(words)?.length ?? 0;
  const heading = count(title, worse) - count(title, better);
  return 2 * heading + count(body, worse) - count(body, better);
}

/** Where the risks begin in a list that has the positives first; its length when none are risks. */
export function findBoundary(scores: number[]): number {
  let best = { at: scores.length, value: Number.NEGATIVE_INFINITY };
  for (let at = scores.length; at >= 0; at -= 1) {
    const value = scores.reduce((sum, score, index) => sum + (index >= at ? score : -score), 0);
    if (value > best.value) best = { at, value };
  }
  return best.at;
}
