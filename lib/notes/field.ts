import type { z } from "zod";
import type { Assessment } from "@/lib/risks/assessment";
import { assessmentSchema, fieldSchemas, type Item, type ItemKind } from "./content";
import { isPeriod, type Period } from "./period";

/** What a field of an item can hold: words, a word of a closed list, names, a mention, or a whole assessment. */
export type FieldValue = string | string[] | { text: string; absent: boolean } | Assessment | null;

/**
 * A field by its address in an item: `title`, `mentions.2024-Q3` (null: no mention), `assessment` (null: not rated),
 * `assessment.severity`. Each is compared and saved by itself.
 */
export type FieldAddress = string;

const mention = fieldSchemas.topic_row.shape.mentions.element.omit({ period: true });

/** What the field may hold; null when an item of that kind has no such field. */
export function fieldSchema(kind: ItemKind, field: FieldAddress): z.ZodType<FieldValue> | null {
  const [name, part, ...more] = field.split(".");
  if (!name || more.length > 0) return null;
  if (kind === "takeaway" && name === "assessment") {
    if (part === undefined) return assessmentSchema.nullable();
    return own(assessmentSchema.shape, part);
  }
  if (kind === "topic_row" && name === "mentions") return part && isPeriod(part) ? mention.nullable() : null;
  return part === undefined ? own(fieldSchemas[kind].shape, name) : null;
}

function own(shape: object, name: string): z.ZodType<FieldValue> | null {
  return Object.hasOwn(shape, name) ? (shape[name as keyof typeof shape] as z.ZodType<FieldValue>) : null;
}

/** What the item has there; null for a part of an assessment that is not there. */
export function valueAt(item: Item, field: FieldAddress): FieldValue {
  const [name = "", part] = field.split(".");
  if (item.kind === "takeaway" && name === "assessment") {
    return part === undefined ? item.assessment : (item.assessment?.[part as keyof Assessment] ?? null);
  }
  if (item.kind === "topic_row" && name === "mentions") {
    const found = item.fields.mentions.find(({ period }) => period === part);
    return found ? { text: found.text, absent: found.absent } : null;
  }
  return (item.fields as Record<string, FieldValue>)[name] ?? null;
}

/** The addresses of all that an item says, the parts of an assessment one by one. */
export function fieldsIn(item: Item): FieldAddress[] {
  const names = Object.keys(fieldSchemas[item.kind].shape);
  if (item.kind === "topic_row") {
    const mentions = item.fields.mentions.map(({ period }) => `mentions.${period}`);
    return names.flatMap((name) => (name === "mentions" ? mentions : [name]));
  }
  if (item.kind !== "takeaway") return names;
  return [...names, ...Object.keys(assessmentSchema.shape).map((part) => `assessment.${part}`)];
}

/** The item with another value there, itself when it has that value. The value is of the field's schema. */
export function withValue(item: Item, field: FieldAddress, value: FieldValue): Item {
  if (sameValue(valueAt(item, field), value)) return item;
  const [name = "", part] = field.split(".");
  if (item.kind === "takeaway" && name === "assessment") {
    if (part === undefined) return { ...item, assessment: value as Assessment | null };
    return { ...item, assessment: item.assessment && { ...item.assessment, [part]: value } };
  }
  if (item.kind === "topic_row" && name === "mentions") {
    const others = item.fields.mentions.filter(({ period }) => period !== part);
    const kept = value === null ? [] : [{ period: part as Period, ...(value as { text: string; absent: boolean }) }];
    const mentions = [...others, ...kept].sort((a, b) => (a.period < b.period ? -1 : 1));
    return { ...item, fields: { ...item.fields, mentions } };
  }
  return { ...item, fields: { ...item.fields, [name]: value } } as Item;
}

/** Whether two values say the same. */
export function sameValue(a: FieldValue, b: FieldValue): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a === "string" || typeof b === "string") return false;
  const [x, y] = [a, b] as Record<string, unknown>[];
  const names = new Set([...Object.keys(x ?? {}), ...Object.keys(y ?? {})]);
  return Array.isArray(a) === Array.isArray(b) && [...names].every((name) => x?.[name] === y?.[name]);
}

/** The text of a value in which citation marks can stand, empty where there is none yet; null when it holds no text. */
export function textOf(value: FieldValue): string | null {
  if (value === null) return "";
  if (typeof value === "string") return value;
  if ("absent" in value) return value.text;
  return "commentary" in value ? (value.commentary ?? "") : null;
}

/** The field as citations name it: those of a risk's commentary stand in `commentary`. */
export function citedField(field: FieldAddress): string {
  return field === "assessment" || field === "assessment.commentary" ? "commentary" : field;
}

/** The fields in which marks can stand, beside a topic's mentions and the commentary on a risk. */
const citable: Record<ItemKind, readonly string[]> = {
  headline: ["text"],
  takeaway: ["title", "body"],
  guidance_row: ["metric", "period", "previous", "current", "changeText"],
  topic_row: ["topic", "current", "trend"],
  exchange: ["topic", "question", "answer"],
  covering_analyst: ["name", "firm"],
};

/** Whether marks can stand in a field that citations name so. */
export function isCitable(kind: ItemKind, field: string): boolean {
  if (kind === "takeaway" && field === "commentary") return true;
  if (kind === "topic_row" && field.startsWith("mentions.")) return fieldSchema(kind, field) !== null;
  return citable[kind].includes(field);
}

/** The text in which marks stand that name this field; null when the item has none of that name now. */
export function citedText(item: Item, field: string): string | null {
  if (!isCitable(item.kind, field)) return null;
  if (item.kind === "takeaway" && field === "commentary") return item.assessment && textOf(item.assessment);
  const value = valueAt(item, field);
  return value === null && field.startsWith("mentions.") ? null : textOf(value);
}
