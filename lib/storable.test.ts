import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { z } from "zod";

const lib = import.meta.dirname;

/** Every schema of what people send, by its name. */
const schemas: [string, z.core.$ZodType][] = [];
for (const path of readdirSync(lib, { recursive: true, encoding: "utf8" }).filter((name) =>
  /(^|[/-])input\.ts$/.test(name),
)) {
  const found: Record<string, unknown> = await import(join(lib, path));
  for (const [name, value] of Object.entries(found)) {
    if (value && typeof value === "object" && "_zod" in value)
      schemas.push([`${path} ${name}`, value as z.core.$ZodType]);
  }
}

type Field = { name: string; schema: z.ZodType };

/** The fields of everything that a schema is made of. */
function fieldsOf(schema: z.core.$ZodType, name: string, seen = new Set<unknown>()): Field[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const def = schema._zod.def as unknown as Record<string, unknown>;
  const shape = "shape" in def ? Object.entries(def.shape as Record<string, z.ZodType>) : [];
  const own = shape.map(([key, field]) => ({ name: `${name}.${key}`, schema: field }));
  const parts = ["innerType", "element", "in", "out", "valueType", "left", "right"].flatMap((key) =>
    def[key] ? [def[key]] : [],
  );
  const options = Array.isArray(def.options) ? def.options : [];
  const inner = [...parts, ...options].filter((part) => typeof part === "object" && part && "_zod" in part);
  return [
    ...own,
    ...own.flatMap(({ name: path, schema: field }) => fieldsOf(field, path, seen)),
    ...inner.flatMap((part) => fieldsOf(part as z.core.$ZodType, name, seen)),
  ];
}

const bad = ["\0", "a\0b", "\ud800", "a\udc00b"];
const keepsBad = (value: unknown): boolean =>
  typeof value === "string"
    ? value.includes("\0") || !value.isWellFormed()
    : typeof value === "object" && value !== null && Object.values(value).some(keepsBad);

/**
 * Where it is no matter: secrets are hashed; what is looked up or compared finds nothing, and PostgreSQL's own refusal has a
 * sentence; of forms the command looks at every field again; a text to import is looked at line by line.
 */
const neverKept = [
  /\.(password|presentPassword|newPassword|again|code|appCode|token|base|value)$/,
  /^auth\/input\.ts signInInput\.email$|\.ownerEmail$|\.base\.|^notes\/input\.ts .*\.field$|\.words\.field$/,
  /^people\/input\.ts roleTicks\.|^comments\/input\.ts \w+Form\.|^sharing\/form-input\.ts /,
  /^transfer\/input\.ts importInput\.text$/,
];

describe("R65: what PostgreSQL cannot keep", () => {
  const fields = schemas.flatMap(([name, schema]) => fieldsOf(schema, name));

  it("R65: is looked for in every field of what people send", () => {
    expect(schemas.length).toBeGreaterThan(40);
    expect(fields.length).toBeGreaterThan(100);
  });

  it("R65: is refused by each of them with a sentence", () => {
    const kept = fields
      .filter(({ name }) => !neverKept.some((each) => each.test(name)))
      .flatMap(({ name, schema }) =>
        bad.flatMap((text) => {
          try {
            const parsed = schema.safeParse(text);
            return parsed.success && keepsBad(parsed.data) ? [`${name} keeps ${JSON.stringify(text)}`] : [];
          } catch (error) {
            return [`${name} breaks on ${JSON.stringify(text)}: ${error}`];
          }
        }),
      );
    expect([...new Set(kept)]).toEqual([]);
  });
});
