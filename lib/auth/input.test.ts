import { expect, it } from "vitest";
import { addUserInput, emailInput } from "./input";

it.each([
  ["Ana@Example.com", "ana@example.com"],
  ["  ana@example.com ", "ana@example.com"],
  ["ana+notes@sub.example.co", "ana+notes@sub.example.co"],
  ["ANA@EXAMPLE.COM", "ana@example.com"],
  ["\tana@example.com\n", "ana@example.com"],
  ["ａｎａ@example.com", "ana@example.com"],
  ["ana@ｅｘａｍｐｌｅ.com", "ana@example.com"],
  ["ﬁn@example.com", "fin@example.com"],
  ["ana@xn--bcher-kva.example", "ana@xn--bcher-kva.example"],
  ["o\u0308rsted@example.com", "\u00f6rsted@example.com"],
])("R21: The address %j is kept as %j", (typed, kept) => {
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
  "",
  "   ",
  "ana@",
  "ana@.example",
  "ana@example.",
  "a'b@c.example",
  "a;b@c.example",
  "<ana@b.example>",
  "Ana Alder <ana@b.example>",
  "ana(comment)@b.example",
  "a@b.example\u202ec",
  "a@b.example\r\nBcc: c@d.example",
  "a\ud800@b.example",
  `${"a".repeat(250)}@b.example`,
  "ana@b＠c.example",
])("R21: The address %j is refused with a sentence", (typed) => {
  expect(emailInput.safeParse(typed).error?.issues[0]?.message).toBe(
    "Write one e-mail address, such as ana@example.com.",
  );
});

it("R21: An address whose sign is a look-alike is folded before it is judged", () => {
  expect(emailInput.parse("ana＠example.com")).toBe("ana@example.com");
  expect(emailInput.safeParse("ana＠x@example.com").success).toBe(false);
});

it("Roles are given once each, and at least one", () => {
  expect(addUserInput.parse({ email: "a@b.example", roles: ["viewer", "viewer"] }).roles).toEqual(["viewer"]);
  expect(addUserInput.safeParse({ email: "a@b.example", roles: [] }).success).toBe(false);
});
