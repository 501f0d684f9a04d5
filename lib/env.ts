import { isIP } from "node:net";
import { z } from "zod";

const blankIsUnset = (value: unknown) => (value === "" ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsUnset, schema.optional());

const databaseUrl = (role: string) =>
  optional(
    z.string().refine((text) => {
      const url = URL.canParse(text) && new URL(text);
      return url && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1;
    }, `must look like postgres://${role}:password@host:5432/quarterdeck`),
  );

const publicUrl = z.string().refine((text) => {
  const url = URL.canParse(text) && new URL(text);
  return url && /^https?:$/.test(url.protocol) && url.pathname === "/" && !url.search && !url.hash && !url.username;
}, "must be http:// or https:// with a host and no path, such as https://notes.example.com");

const port = z
  .string()
  .regex(/^\d{1,5}$/, "must be a port from 1 to 65535")
  .transform(Number)
  .refine((number) => number >= 1 && number <= 65535, "must be a port from 1 to 65535");

const networks = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter(Boolean))
  .refine((all) => all.every(isNetwork), "must be addresses or networks with commas, such as 10.0.0.5, 10.1.0.0/16");

const smtpUrl = z.string().refine((text) => {
  const url = URL.canParse(text) && new URL(text);
  if (!url || !/^smtps?:$/.test(url.protocol) || !url.hostname) return false;
  return /^\/?$/.test(url.pathname) && !url.search && !url.hash && isDecodable(url.username + url.password);
}, "must look like smtps://name:password@mail.example.com or smtp://mail.example.com:587, with % before what an address cannot hold");

function isDecodable(text: string): boolean {
  try {
    return decodeURIComponent(text) !== null;
  } catch {
    return false;
  }
}

const mailFrom = z
  .string()
  .regex(
    /^([^\p{C}<>"@,;:()]+ <[^\s\p{C}<>"@,;:()]+@[^\s\p{C}<>"@,;:()]+>|[^\s\p{C}<>"@,;:()]+@[^\s\p{C}<>"@,;:()]+)$/u,
    "must be one address, such as notes@example.com or Quarterdeck <notes@example.com>",
  );

const issuer = z.string().refine((text) => {
  const url = URL.canParse(text) && new URL(text);
  if (!url || url.search || url.hash || url.username) return false;
  return (
    url.protocol === "https:" || (url.protocol === "http:" && /^(localhost|127\.[\d.]+|\[::1\])$/.test(url.hostname))
  );
}, "must be the https:// address of an OpenID provider, such as https://login.example.com");

const domains = z
  .string()
  .transform((text) =>
    text
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean),
  )
  .refine(
    (all) => all.every((domain) => /^[^\s@.]+(\.[^\s@.]+)+$/.test(domain)),
    "must be domains with commas, such as example.com, example.org",
  );

const variables = z.object({
  HOST: optional(z.string().regex(/^[\w.:-]+$/, "must be a host name or an address, such as 127.0.0.1")),
  PORT: optional(port),
  PUBLIC_URL: optional(publicUrl),
  READER_PORT: optional(port),
  READER_URL: optional(publicUrl),
  TRUSTED_PROXIES: optional(networks),
  DATABASE_URL: databaseUrl("quarterdeck_app"),
  DATABASE_OWNER_URL: databaseUrl("quarterdeck_owner"),
  DATABASE_SHARE_URL: databaseUrl("quarterdeck_share"),
  SMTP_URL: optional(smtpUrl),
  MAIL_FROM: optional(mailFrom),
  OIDC_ISSUER: optional(issuer),
  OIDC_CLIENT_ID: optional(z.string()),
  OIDC_CLIENT_SECRET: optional(z.string()),
  OIDC_ALLOWED_DOMAINS: optional(domains),
  OIDC_NAME: optional(z.string().max(60, "must be a name of 60 characters at most")),
  QUARTERDECK_DATA: optional(z.string()),
  AUDIT_HEADS: optional(z.string()),
  AUTH_SECRET: optional(
    z.string().min(32, "must have at least 32 characters, such as `openssl rand -base64 33` prints"),
  ),
  CHROMIUM_PATH: optional(z.string()),
  QUARTERDECK_TEST_COUNT: optional(z.enum(["few", "full"], "must be few or full")),
  QUARTERDECK_E2E: optional(z.string()),
  DEBUG: optional(z.string()),
  NODE_ENV: optional(z.string()),
});

export type Variable = keyof z.infer<typeof variables>;
type Given = z.infer<typeof variables>;
export type Environment = Given & { HOST: string; PORT: number; PUBLIC_URL: string; READER_URL: string };

const names = Object.keys(variables.shape);
let last: { values: (string | undefined)[]; environment: Environment } | undefined;

/** The environment as this process has it now; a bad value throws one sentence that names the variable. */
export function env(): Environment {
  // Asked for several times in each request, and it hardly ever changes.
  const values = names.map((name) => process.env[name]);
  if (!last?.values.every((value, at) => value === values[at])) last = { values, environment: readEnvironment() };
  return last.environment;
}

function readEnvironment(): Environment {
  const parsed = variables.safeParse(process.env);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(`${issue?.path.join(".")} ${issue?.message}.`);
  }
  const { HOST = "127.0.0.1", PORT = 3000, SMTP_URL, MAIL_FROM } = parsed.data;
  if (SMTP_URL && !MAIL_FROM) {
    throw new Error("MAIL_FROM must be set when SMTP_URL is, such as Quarterdeck <notes@example.com>.");
  }
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = parsed.data;
  if (OIDC_ISSUER && !(OIDC_CLIENT_ID && OIDC_CLIENT_SECRET)) {
    throw new Error("OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be set when OIDC_ISSUER is.");
  }
  if (parsed.data.READER_PORT === PORT) throw new Error("READER_PORT must be another port than PORT.");
  const PUBLIC_URL = new URL(parsed.data.PUBLIC_URL ?? ownUrl(HOST, PORT)).origin;
  const READER_URL = new URL(parsed.data.READER_URL ?? PUBLIC_URL).origin;
  return { ...parsed.data, HOST, PORT, PUBLIC_URL, READER_URL };
}

function isNetwork(text: string): boolean {
  const [, address = "", bits = ""] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(address);
  return version > 0 && Number(bits) <= (version === 4 ? 32 : 128);
}

/** What other programs read, and we only set. */
type Foreign = "NEXT_TELEMETRY_DISABLED" | "PLAYWRIGHT_JSON_OUTPUT_FILE";

/** Sets variables for this process and its children, Next among them: scripts call it before they start those. */
export function provideEnv(values: Partial<Record<Variable | Foreign, string>>): void {
  Object.assign(process.env, values);
}

/** What npm made of an option of ours that was typed without a `--` before it: its value, "true", or nothing. */
export function npmOption(name: string): string | undefined {
  return process.env[`npm_config_${name.replaceAll("-", "_")}`];
}

/** How often a test repeats what it tries: `few` in `npm test`, `full` in `npm run verify`. */
export function testCount(few: number, full: number): number {
  return env().QUARTERDECK_TEST_COUNT === "full" ? full : few;
}

function ownUrl(host: string, port: number): string {
  const everywhere = host === "0.0.0.0" || host === "::";
  return `http://${everywhere ? "localhost" : host.includes(":") ? `[${host}]` : host}:${port}`;
}
