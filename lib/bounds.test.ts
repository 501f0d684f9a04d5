import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { z } from "zod";

/** What is kept as the content of a note, and read again as such: a body of so many bytes is its only bound. */
const content = /^notes\/input\.ts saveInput\.edits/;

type Def = {
  type: string;
  checks?: { _zod: { def: { check: string } } }[];
  shape?: Record<string, z.core.$ZodType>;
} & {
  [part in "element" | "innerType" | "in" | "out" | "valueType"]?: z.core.$ZodType;
} & { options?: z.core.$ZodType[] };

/** Where a schema takes a list of any length. Lists within JSON that is looked at later are that later schema's. */
function unbounded(schema: z.core.$ZodType, at: string): string[] {
  const { type, checks = [], shape = {}, options = [], ...def } = schema._zod.def as unknown as Def;
  const isBounded = checks.some(({ _zod }) => ["max_length", "length_equals"].includes(_zod.def.check));
  const inner = [def.element, def.innerType, def.in, def.out, def.valueType, ...options].flatMap((each) => each ?? []);
  return [
    ...(type === "array" && !isBounded ? [at] : []),
    ...inner.flatMap((each) => unbounded(each, at)),
    ...Object.entries(shape).flatMap(([name, each]) => unbounded(each, `${at}.${name}`)),
  ];
}

it("No list that people send is of any length", async () => {
  const paths = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
    .filter((path) => /(\/|-)input\.ts$/.test(path))
    .toSorted();
  expect(paths.length).toBeGreaterThan(12);
  const found: string[] = [];
  for (const path of paths) {
    const named: Record<string, unknown> = await import(join(import.meta.dirname, path));
    for (const [name, schema] of Object.entries(named)) {
      if (schema instanceof z.ZodType) found.push(...unbounded(schema, `${path} ${name}`));
    }
  }
  expect(found.filter((at) => !content.test(at))).toEqual([]);
  expect(unbounded(z.object({ a: z.array(z.string()).optional() }), "x")).toEqual(["x.a"]);
});
