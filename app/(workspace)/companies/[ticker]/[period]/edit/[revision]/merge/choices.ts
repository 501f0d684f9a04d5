import type { FieldAddress, FieldValue } from "@/lib/notes/field";

export const choiceName = (key: string) => `choice ${key}`;
export const ownName = (key: string) => `own ${key}`;

type Choice = "ours" | "theirs" | { value: FieldValue };

/** What a form says of each conflict, by its key. An own text is that of the field which the key ends with. */
export function choicesOf(form: Readonly<Record<string, unknown>>): Record<string, Choice> {
  const choices: Record<string, Choice> = {};
  for (const [name, said] of Object.entries(form)) {
    const key = /^choice (.+)$/.exec(name)?.[1];
    if (!key) continue;
    if (said === "ours" || said === "theirs") choices[key] = said;
    if (said === "own") choices[key] = { value: ownValue(key.split(":")[1] ?? "", String(form[ownName(key)] ?? "")) };
  }
  return choices;
}

/** A browser sends a text's line breaks as CR LF. An empty text is one for a field that always has one, else nothing. */
function ownValue(field: FieldAddress, typed: string): FieldValue {
  const text = typed.replaceAll("\r\n", "\n");
  if (field.startsWith("mentions.")) return text === "" ? null : { text, absent: false };
  const isRequired = ["text", "title", "body", "metric", "topic", "question", "name"].includes(field);
  return text === "" && !isRequired ? null : text;
}
