import { expect, it } from "vitest";
import { addUserInput, emailInput } from "./input";

it.each([
  ["Ana@Example.com", "ana@example.com"],
  ["  ana@example.com ", "ana@example.com"],
  ["ana+notes@sub.example.co", "ana+notes@sub.example.co"],
])("The address %j is kept as %j", (typed, kept) => {
  expect(emailInput.parse(typed)).toBe(kept);
});

it.each([
  "ana",
  "ana@b",
  "a@b@c.example",
  '"a@b"@c.example',
  "a@b.example,c@d.example",
  "a b@c.example",
  "＠c.example",
  "a\0b@c.example",
  "a\u200db@c.example",
  "@c.example",
])("The address %j is refused with a sentence", (typed) => {
  expect(emailInput.safeParse(typed).error?.issues[0]?.message).toBe(
    "Write one e-mail address, such as ana@example.com.",
  );
});

it("An address whose sign is a look-alike is folded before it is judged", () => {
  expect(emailInput.parse("ana＠example.com")).toBe("ana@example.com");
  expect(emailInput.safeParse("ana＠x@example.com").success).toBe(false);
});

it("Roles are given once each, and at least one", () => {
  expect(addUserInput.parse({ email: "a@b.example", roles: ["viewer", "viewer"] }).roles).toEqual(["viewer"]);
  expect(addUserInput.safeParse({ email: "a@b.example", roles: [] }).success).toBe(false);
});
