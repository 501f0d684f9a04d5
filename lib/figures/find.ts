/** Half-open, in UTF-16 code units. */
export type FigureSpan = { start: number; end: number };

const raw = String.raw;

const digit = "[0-9\\uff10-\\uff19]";
const letter = raw`[\p{Lu}\p{Ll}]`;
const gap = raw`[ \u00a0\u2000-\u200a\u202f\u205f\u3000]{0,2}`;
const hyphen = raw`[\-\u2010-\u2013]`;
const dash = raw`[\-\u2010-\u2015\u2212~\uff5e]`;
const wordEnd = raw`(?!${letter}|${digit})`;

// Every repeat is bounded, so a run of digits or commas costs a fixed amount at each place it is tried.
const whole = raw`(?:${digit}{1,3}(?:[,\uff0c]${digit}{2,3}){1,8}|${digit}{1,18})`;
const fraction = raw`${digit}{1,18}`;
const number = raw`(?:${whole}(?:[.,\uff0e]${fraction})?|\.${fraction})(?![.,\uff0c\uff0e]?${digit})`;

const sign = raw`(?:(?<![\p{Lu}\p{Ll}\p{Nd}%\uff05)\]])[\-+\u00b1\u2010-\u2013\u2212])`;
const codes = "RMB|CNY|CNH|USD|HKD|EUR|GBP|JPY|TWD|SGD|KRW|INR|CAD|AUD|CHF";
const symbols = raw`(?:US|HK|NT|AU|CA|SG|[ACRS])?[$\uff04]|[€£¥\uffe5₩₹]`;
const currency = `(?:${codes}|${symbols}|人民币|人民幣|美元|港元|港币|欧元)`;
const currencyWord = `(?:(?:${codes}|yuan|renminbi|dollars|euros)${wordEnd}(?!${gap}${digit})|人民币|美元|港元|港币|欧元|元)`;

const scale = `(?:(?:[Tt]housand|[Mm]illion|[Bb]illion|[Tt]rillion|mn|bn|tn)${wordEnd}|[十百千]?[万亿萬億]{1,2})`;
const scaleLetter = `(?:[KkMmBbTt]|MM|mm|BN|Bn|MN|Mn)${wordEnd}`;
const share = raw`(?:[%\uff05‰]|(?:[Pp]ercent|per cent|pct|percentage points?|basis points?|pps?|ppts?|bps?)${wordEnd}|个?百分点|个?基点)`;
const times = `(?:[xX×]${wordEnd}|倍)`;

// 'Xeon 9x' is a model, while 'Nearly 9x' opens a sentence and 'Billing 9x YoY' is a cell.
const openers = "Up|Over|Nearly|About|Almost|Around|Some|Roughly|Grew|Rose|Just|By|At|To|From|Of|A|An|The";
const modelName = raw`(?<=(?<!${letter})(?!(?:${openers})[\s])\p{Lu}${letter}{0,30}${gap})${digit}+[xX](?! (?:YoY|QoQ))`;
const multiple = raw`(?<!${letter}${hyphen})(?!${modelName})`;

const year = "(?:19|20)[0-9]{2}";
const range = `(?:(?!${year}${gap}${dash})${number}${gap}${dash}${gap})?${number}`;
const moneyRange = `${number}(?:${gap}${dash}${gap}${number}(?=${gap}(?:${scale}|${scaleLetter})))?`;
const moneyScale = `(?:(?:${gap}|${hyphen})(?:${scale}|${scaleLetter})(?:${gap}${currencyWord})?|元|${wordEnd})`;

const money = `${sign}?${currency}${gap}${sign}?${moneyRange}${moneyScale}`;
const proportion = `${sign}?${range}${gap}${share}`;
const factor = `${multiple}${sign}?${range}${times}`;
const amount = `${sign}?${range}${gap}(?:${scale}(?!${hyphen}${letter})(?:${gap}${currencyWord})?|${currencyWord})`;

const apart = raw`(?<!${letter}|${digit}|_|${digit}[.,:/\uff0c\uff0e])`;
const figure = new RegExp(`${apart}(?:${money}|${proportion}|${factor}|${amount})`, "gu");

export function findFigures(text: string): FigureSpan[] {
  return Array.from(text.matchAll(figure), ({ index, 0: { length } }) => ({ start: index, end: index + length }));
}

export function hasFigures(text: string): boolean {
  return text.search(figure) !== -1;
}
