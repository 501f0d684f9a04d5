import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { env, testCount, type Variable } from "./env";

beforeEach(() => {
  const read = ["HOST", "PORT", "PUBLIC_URL", "DATABASE_URL", "AUTH_SECRET", "SMTP_URL", "MAIL_FROM"];
  for (const name of [...read, "QUARTERDECK_TEST_COUNT"]) vi.stubEnv(name, undefined);
});
afterEach(() => vi.unstubAllEnvs());

test("Without a variable the workspace is at 127.0.0.1, port 3000.", () => {
  expect(env()).toMatchObject({ HOST: "127.0.0.1", PORT: 3000, PUBLIC_URL: "http://127.0.0.1:3000" });
});

test("PUBLIC_URL follows HOST and PORT, and names localhost when the server listens everywhere.", () => {
  vi.stubEnv("HOST", "0.0.0.0");
  vi.stubEnv("PORT", "8080");
  expect(env().PUBLIC_URL).toBe("http://localhost:8080");
  vi.stubEnv("HOST", "::1");
  expect(env().PUBLIC_URL).toBe("http://[::1]:8080");
});

test("PUBLIC_URL is kept as an origin, without a closing slash and without a default port.", () => {
  vi.stubEnv("PUBLIC_URL", "https://notes.example.com/");
  expect(env().PUBLIC_URL).toBe("https://notes.example.com");
});

test("An empty variable counts as unset.", () => {
  vi.stubEnv("PORT", "");
  vi.stubEnv("DATABASE_URL", "");
  expect(env().PORT).toBe(3000);
  expect(env().DATABASE_URL).toBeUndefined();
});

test("Tests repeat the small count unless the full one is asked for.", () => {
  expect(testCount(3, 1000)).toBe(3);
  vi.stubEnv("QUARTERDECK_TEST_COUNT", "full");
  expect(testCount(3, 1000)).toBe(1000);
});

test("Mail needs an address that it comes from.", () => {
  vi.stubEnv("SMTP_URL", "smtps://notes%40example.com:p%25ss@mail.example.com:465");
  expect(() => env()).toThrow(/^MAIL_FROM must be set when SMTP_URL is, [^\n]+\.$/);
  for (const from of ["notes@example.com", "Quarterdeck <notes@example.com>"]) {
    vi.stubEnv("MAIL_FROM", from);
    expect(env().MAIL_FROM).toBe(from);
  }
});

test("A bad SMTP_URL is refused without its password.", () => {
  vi.stubEnv("SMTP_URL", "smtp://name:hunter-two@mail.example.com/path");
  expect(() => env()).toThrow(expect.objectContaining({ message: expect.not.stringContaining("hunter-two") }));
});

const bad: [Variable, string][] = [
  ["HOST", "http://here"],
  ["PORT", "0"],
  ["PORT", "65536"],
  ["PORT", "80a"],
  ["PUBLIC_URL", "notes.example.com"],
  ["PUBLIC_URL", "https://notes.example.com/desk"],
  ["DATABASE_URL", "mysql://somewhere/quarterdeck"],
  ["DATABASE_URL", "postgres://somewhere"],
  ["AUTH_SECRET", "short"],
  ["SMTP_URL", "mail.example.com"],
  ["SMTP_URL", "https://mail.example.com"],
  ["SMTP_URL", "smtp://mail.example.com/?secure=false"],
  ["SMTP_URL", "smtp://name:50%@mail.example.com"],
  ["MAIL_FROM", "Quarterdeck"],
  ["MAIL_FROM", "a@example.com, b@example.com"],
  ["MAIL_FROM", "Quarterdeck <notes@example.com>\r\nBcc: all@example.com"],
  ["QUARTERDECK_TEST_COUNT", "some"],
];

test.each(bad)("%s=%s is refused with a sentence that names the variable.", (name, value) => {
  vi.stubEnv(name, value);
  expect(() => env()).toThrow(new RegExp(`^${name} must [^\n]+\\.$`));
});
