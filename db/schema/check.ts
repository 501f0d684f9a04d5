import { type AnyColumn, sql } from "drizzle-orm";
import { check } from "drizzle-orm/pg-core";

/** A closed list of words, held by the database too. A null passes: that is for `notNull` to say. */
export function oneOf(name: string, column: AnyColumn, words: readonly string[]) {
  return check(name, sql`${column} in (${sql.raw(words.map((word) => `'${word}'`).join(", "))})`);
}

/** Lower-case hexadecimal SHA-256. */
export function isSha256(name: string, column: AnyColumn) {
  return check(name, sql`${column} ~ '^[0-9a-f]{64}$'`);
}

/** A SHA-256 that the database recomputes from the text it stands for. */
export function isSha256Of(name: string, hash: AnyColumn, written: AnyColumn) {
  return check(name, sql`${hash} = encode(sha256(convert_to(${written}, 'UTF8')), 'hex')`);
}
