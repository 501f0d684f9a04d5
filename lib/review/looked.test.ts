import { expect, it } from "vitest";
import { anotherItem } from "@/lib/notes/fixtures/items";
import type { HashedChange } from "./change";
import { sinceLook } from "./looked";

const at = new Date("2025-06-03T10:48:00Z");
const change = (id: string, sha256: string): HashedChange => {
  return { itemId: id, item: anotherItem("guidance_row", id), part: "text", fields: [], citations: null, sha256 };
};

it("Since a look, changes have come, read otherwise, or are gone", () => {
  const look = { at, changes: { "a:text": "1", "b:text": "2", "c:text": "3" }, comments: 0, answers: 0 };
  const now = [change("a", "1"), change("b", "9"), change("d", "4")];
  expect(sinceLook(look, now)).toEqual({
    at,
    added: ["d:text"],
    altered: ["b:text"],
    gone: ["c:text"],
    comments: 0,
    answers: 0,
  });
});

it("Since a look, answers have come though no change reads otherwise", () => {
  const look = { at, changes: { "a:text": "1" }, comments: 0, answers: 2 };
  expect(sinceLook(look, [change("a", "1")])).toMatchObject({ at, altered: [], answers: 2 });
});

it("Nothing has changed for who never looked, and for who saw just this", () => {
  expect(sinceLook(null, [change("a", "1")])).toBeNull();
  expect(sinceLook({ at, changes: { "a:text": "1" }, comments: 0, answers: 0 }, [change("a", "1")])).toBeNull();
});
