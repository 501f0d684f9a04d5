import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { env, testCount, type Variable } from "./env";

beforeEach(() => {
  const places: Variable[] = ["HOST", "PORT", "PUBLIC_URL", "READER_PORT", "READER_URL", "TRUSTED_PROXIES"];
  const others: Variable[] = ["DATABASE_URL", "AUTH_SECRET", "SMTP_URL", "MAIL_FROM", "QUARTERDECK_TEST_COUNT"];
  for (const name of [...places, ...others]) vi.stubEnv(name, undefined);
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

test("READER_URL is PUBLIC_URL unless it is set, whatever READER_PORT is.", () => {
  vi.stubEnv("PUBLIC_URL", "https://notes.example.com");
  vi.stubEnv("READER_PORT", "3100");
  expect(env()).toMatchObject({ READER_PORT: 3100, READER_URL: "https://notes.example.com" });
  vi.stubEnv("READER_URL", "https://read.example.com/");
  expect(env().READER_URL).toBe("https://read.example.com");
});

test("The reader's port cannot be the one of the workspace.", () => {
  vi.stubEnv("READER_PORT", "3000");
  expect(() => env()).toThrow("READER_PORT must be another port than PORT.");
});

test("TRUSTED_PROXIES lists addresses and networks of both kinds.", () => {
  vi.stubEnv("TRUSTED_PROXIES", "10.0.0.5, 10.1.0.0/16 ::1,fd00::/8");
  expect(env().TRUSTED_PROXIES).toEqual(["10.0.0.5", "10.1.0.0/16", "::1", "fd00::/8"]);
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
  ["READER_PORT", "1e3"],
  ["READER_URL", "https://read.example.com/s"],
  ["TRUSTED_PROXIES", "proxy.example.com"],
  ["TRUSTED_PROXIES", "10.0.0.0/33"],
  ["TRUSTED_PROXIES", "10.0.0.0/"],
  ["TRUSTED_PROXIES", "10.0.0.5;10.0.0.6"],
  ["TRUSTED_PROXIES", "fd00::/129"],
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

test("An OpenID provider needs an id, a secret and https, but on this machine; its domains are a list.", () => {
  vi.stubEnv("OIDC_ISSUER", "http://login.example.com");
  expect(() => env()).toThrow("OIDC_ISSUER must be the https:// address of an OpenID provider");
  vi.stubEnv("OIDC_ISSUER", "https://login.example.com");
  expect(() => env()).toThrow("OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be set when OIDC_ISSUER is.");
  vi.stubEnv("OIDC_CLIENT_ID", "quarterdeck");
  vi.stubEnv("OIDC_CLIENT_SECRET", "a secret");
  vi.stubEnv("OIDC_ALLOWED_DOMAINS", "Example.com, example.org");
  expect(env().OIDC_ALLOWED_DOMAINS).toEqual(["example.com", "example.org"]);
  vi.stubEnv("OIDC_ALLOWED_DOMAINS", "@example.com");
  expect(() => env()).toThrow("OIDC_ALLOWED_DOMAINS must be domains with commas");
  vi.stubEnv("OIDC_ALLOWED_DOMAINS", undefined);
  vi.stubEnv("OIDC_ISSUER", "http://127.0.0.1:9000");
  expect(env().OIDC_ISSUER).toBe("http://127.0.0.1:9000");
});
