import { hasFigures } from "@/lib/figures/find";

const silence =
  /^(no\b.{0,20}\bguidance\b|not (specified|stated|provided|addressed|mentioned|given|disclosed)\b|none$|n\/a$)/i;

/** Whether a cell's words stand in for an empty one, as `no prior guidance` and `Not specified` do. */
export function saysNothing(words: string): boolean {
  return silence.test(words.trim()) && !hasFigures(words);
}
