import { formatOutcome, type Outcome, outcomes } from "@/lib/exchanges/outcome";
import { changes, formatChange, type Change as GuidanceChange } from "@/lib/guidance/change";
import { capitalised } from "@/lib/notes/capitalised";
import type { Item } from "@/lib/notes/content";
import type { Change } from "@/lib/notes/diff";
import type { FieldAddress, FieldValue } from "@/lib/notes/field";
import { formatPeriodShort, isPeriod } from "@/lib/notes/period";
import { formatHorizon } from "@/lib/risks/assessment";

/** What a quarter that did not speak of a topic reads until somebody writes it otherwise. */
export const silence = "not mentioned";

export function isMention(value: FieldValue): value is { text: string; absent: boolean } {
  return value !== null && typeof value === "object" && !Array.isArray(value) && "absent" in value;
}

/** A value in words: `not addressed`, `High, possible, 12–24 months, open`. */
export function formatValue(value: FieldValue): string {
  if (value === null || value === "") return "nothing";
  if (Array.isArray(value)) return value.join(", ") || "nobody";
  if (typeof value === "string") return wordOf(value);
  if (isMention(value)) {
    return value.absent && value.text !== silence ? `${silence}: ${value.text}` : value.text;
  }
  const { severity, likelihood, horizon, status } = value;
  return [capitalised(severity), likelihood, formatHorizon(horizon), status].join(", ");
}

function wordOf(value: string): string {
  if ((changes as readonly string[]).includes(value)) return formatChange(value as GuidanceChange);
  return (outcomes as readonly string[]).includes(value) ? formatOutcome(value as Outcome) : value;
}

const fieldNames: Record<string, string> = {
  text: "text",
  kind: "side",
  changeText: "source's words",
  trendTag: "trend tag",
  askedBy: "asked by",
  askedByFirm: "firm of who asked",
  speakers: "answered by",
  assessment: "rating",
};

/** Whether a field holds a word of a closed list, which is shown as a whole and never written anew. */
export function isWordOfList(field: FieldAddress): boolean {
  return /^(change|trendTag|outcome|kind|assessment\.(severity|likelihood|horizon|status))$/.test(field);
}

/** `previous`, `mention of Q3 24`, `rating, severity` */
export function fieldName(field: FieldAddress): string {
  const [name = "", part] = field.split(".");
  if (name === "mentions" && part && isPeriod(part)) return `mention of ${formatPeriodShort(part)}`;
  return [fieldNames[name] ?? name, part].filter(Boolean).join(", ");
}

/** `Risk`, `Guidance row` */
export function kindName(item: Item): string {
  if (item.kind === "takeaway") return capitalised(item.fields.kind);
  return itemKindNames[item.kind];
}

const itemKindNames: Record<Exclude<Item["kind"], "takeaway">, string> = {
  headline: "Headline",
  guidance_row: "Guidance row",
  topic_row: "Topic",
  exchange: "Question and answer",
  covering_analyst: "Covering analyst",
};

/** What an item is called in a list: its own words, with its label where it has one on the page. */
export function itemName(item: Item, label: string | undefined): string {
  switch (item.kind) {
    case "headline":
      return "Headline";
    case "takeaway":
      return label ?? (item.fields.title || "Takeaway");
    case "guidance_row":
      return item.fields.metric || "Guidance row without a metric";
    case "topic_row":
      return item.fields.topic || "Topic without a name";
    case "exchange":
      return item.fields.topic || "Question";
    case "covering_analyst":
      return item.fields.name || "Analyst without a name";
  }
}

/** `R2, title`, `Revenue, deleted` */
export function changeName(change: Change, label: string | undefined): string {
  const name = itemName(change.item, label);
  if (change.part === "assessment") return `${name}, rating`;
  if (change.part === "text") {
    const names = change.fields.map(({ field }) => fieldName(field));
    return `${name}, ${names.length > 0 ? names.join(" and ") : "sources cited"}`;
  }
  if (change.change !== "moved") return `${name}, ${change.change}`;
  const [side] = change.fields;
  return side ? `${name}, now a ${side.after}` : `${name}, moved`;
}
