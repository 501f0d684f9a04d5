import { plain } from "./plain";

/** Half-open, in UTF-16 code units. */
export type FigureSpan = { start: number; end: number };

const currency =
  "(?:RMB|CNY|CN¥|US\\$|USD|HK\\$|HKD|NT\\$|TWD|A\\$|AUD|C\\$|CAD|S\\$|SGD|R\\$|BRL|EUR|GBP|JPY|CHF|INR|Rs\\.?|KRW|RUB|SEK|NOK|DKK|PLN|TRY|ILS|ZAR|AED|SAR|THB|IDR|MYR|PHP|VND|MXN|[$€£¥₹₩₽₺₪])";
const money = "(?:RMB|CNY|USD|HKD|EUR|GBP|JPY|CHF|INR|KRW|RUB|yuan|renminbi|dollars?|euros?|pounds?|yen|元|円|[$€£¥₽])";
const number = "(?:\\d{1,3}(?:[\\u00a0\\u202f\\u2009]\\d{3})+|\\d{1,15})(?:[.,]\\d{1,15}){0,6}(?!\\d)";
const words = "(?:thousand|million|billion|trillion|crore|lakh|mn|mln|mio|mrd|bn|tn)(?![A-Za-z0-9]|-[A-Za-z])";
const letters = "(?:[mMkKbB])(?![A-Za-z0-9]|-[A-Za-z])";
const characters = "(?:万亿|萬億|百万|千万|[万亿億萬兆])";
const unit =
  "(?:\\s?(?:%|‰)|\\s?(?:percent|per cent|percentage points?|pct|ppts?|pps?|bps?|basis points?)(?![A-Za-z0-9])|\\s?[x×](?![A-Za-z0-9])|倍)";
const scale = `(?:\\s?${words}|${letters.replace("[mMkKbB]", "[mM]")}|\\s?${characters}元?)`;
const scaleOfMoney = `(?:\\s?-?${words}|\\s?${letters}|\\s?${characters}元?)`;
const until = "\\s?(?:-|~|to)\\s?";
const begins = "(?<![A-Za-z0-9_]|\\d[.,])";
const sign = "(?:(?<![A-Za-z0-9)%])[-+])?";

const figures = new RegExp(
  [
    `${begins}${sign}${currency}\\s?[-+]?${number}(?:${until}${number}(?=${scaleOfMoney}))?(?:${scaleOfMoney}|(?![A-Za-z0-9]))`,
    `${begins}${sign}${number}(?:${until}${number}(?=${unit}))?${unit}`,
    `${begins}${sign}${number}(?:${until}${number}(?=${scale}))?${scale}(?:\\s?${money}(?![A-Za-z0-9]))?`,
    `${begins}${sign}${number}\\s?${money}(?![A-Za-z0-9])`,
  ].join("|"),
  "g",
);

/** The amounts, percents and multiples of a text in their order, without the words that qualify them. */
export function findFigures(text: string): FigureSpan[] {
  const spaced = /[\u00a0\u202f\u2009]/;
  const typed = plain(text).replace(/ /g, (blank, at: number) => (spaced.test(text.charAt(at)) ? "\u00a0" : blank));
  return [...typed.matchAll(figures)].map((match) => ({ start: match.index, end: match.index + match[0].length }));
}

export function hasFigures(text: string): boolean {
  return findFigures(text).length > 0;
}
