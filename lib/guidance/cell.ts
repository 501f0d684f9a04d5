import { hasFigures } from "@/lib/figures/find";

const silence =
  /^(no\b.{0,20}\bguidance\b|not (specified|stated|provided|addressed|mentioned|given|disclosed)\b|none$|n\/a$)/i;

/** Whether a cell is empty, or its words stand in for that, as `no prior guidance` and `Not specified` do. */
export function saysNothing(words: string | null): boolean {
  return words === null || (silence.test(words.trim()) && !hasFigures(words));
}
