import { expect, it } from "vitest";
import { hashPassword, newPassword, passwordMatches } from "./password";

it("R13: A crowd that signs in at once is let in in turn, everybody with their own password and with no other", async () => {
  const password = newPassword();
  const hash = await hashPassword(password);
  const attempts = Array.from({ length: 12 }, (_, index) => passwordMatches(hash, index % 2 ? password : "another"));
  expect(await Promise.all(attempts)).toEqual(attempts.map((_, index) => index % 2 === 1));
  expect(await passwordMatches(null, password)).toBe(false);
});

it("A hash that cannot be read is an error, and keeps nobody after it waiting", async () => {
  const broken = Array.from({ length: 4 }, () => passwordMatches("not a hash", "x"));
  expect((await Promise.allSettled(broken)).map(({ status }) => status)).toEqual(Array(4).fill("rejected"));
  expect(await hashPassword("x")).toContain("$argon2id$");
});
