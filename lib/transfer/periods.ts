import { type Period, periodOf } from "@/lib/notes/period";

const year = String.raw`(?:fiscal(?:\s(?:year\s)?)?|FY|CY)?\s?['’]?(\d{4}|\d{2})(?!\d)`;
const ordinals = ["first", "second", "third", "fourth"];

/** Ways of writing a fiscal quarter: Q3 2025, Q3 FY2026, Q3'25, 3Q25, 2025-Q3, FY2026 Q3, FY26Q3, third quarter 2025. */
const shapes = [
  { pattern: String.raw`Q([1-4])[\s\u00a0,-]{0,2}${year}`, quarter: 1, year: 2 },
  { pattern: String.raw`([1-4])Q[\s\u00a0-]?${year}`, quarter: 1, year: 2 },
  { pattern: String.raw`(?:FY)?\s?(\d{4})[\s\u00a0-]{0,3}Q([1-4])(?!\d)`, quarter: 2, year: 1 },
  { pattern: String.raw`FY\s?['’]?(\d{2})[\s\u00a0-]?Q([1-4])(?!\d)`, quarter: 2, year: 1 },
  { pattern: String.raw`(first|second|third|fourth) (?:fiscal )?quarter,?\s?(?:of\s)?${year}`, quarter: 1, year: 2 },
];

export const periodPattern = shapes.map(({ pattern }) => pattern.replace(/\((?!\?)/g, "(?:")).join("|");

const wholes = shapes.map((shape) => ({ ...shape, whole: new RegExp(`^(?:${shape.pattern})$`, "i") }));
const longest = 60;

/** The quarter that a text is, as a whole; null when it is none. */
export function readPeriod(text: string): Period | null {
  if (text.length > longest || !/\d/.test(text)) return null;
  const written = text
    .trim()
    .replace(/[\u2010-\u2015]/g, "-")
    .replace(/[\s\u00a0]+/g, " ");
  for (const shape of wholes) {
    const match = shape.whole.exec(written);
    if (!match) continue;
    const digits = match[shape.year] ?? "";
    const full = digits.length === 2 ? 2000 + Number(digits) : Number(digits);
    const quarter = match[shape.quarter] ?? "";
    if (full >= 1900) return periodOf(full, Number(quarter) || ordinals.indexOf(quarter.toLowerCase()) + 1);
  }
  return null;
}
