import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { mailIsConfigured } from "./configured";
import { type MailServer, startMailServer } from "./fixtures/mail-server";
import { sendMail } from "./send";

const servers: MailServer[] = [];

beforeEach(() => {
  vi.stubEnv("PUBLIC_URL", "https://notes.fog.example");
  vi.stubEnv("MAIL_FROM", "Quarterdeck <notes@fog.example>");
  vi.stubEnv("SMTP_URL", undefined);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(servers.splice(0).map(({ close }) => close()));
});

async function listening(...options: Parameters<typeof startMailServer>): Promise<MailServer> {
  const server = await startMailServer(...options);
  servers.push(server);
  vi.stubEnv("SMTP_URL", server.url);
  return server;
}

const mail = { to: "reader@fog.example", subject: "Your code", text: "It is 123456.\nGrüße" };

test("A mail arrives as plain text, under the name of the workspace, and says that no person wrote it.", async () => {
  const { received } = await listening();
  expect(mailIsConfigured()).toBe(true);
  await sendMail(mail);
  expect(received).toMatchObject([{ from: "notes@fog.example", to: ["reader@fog.example"] }]);
  expect(received[0]?.text.trimEnd().replaceAll("\r\n", "\n")).toBe(mail.text);
  const headers = received[0]?.headers ?? "";
  expect(headers).toMatch(/^Message-ID: <[0-9a-f-]{36}@notes\.fog\.example>\r$/im);
  expect(headers).toMatch(/^From: Quarterdeck <notes@fog\.example>\r$/m);
  expect(headers).toMatch(/^Auto-Submitted: auto-generated\r$/m);
  expect(headers).toMatch(/^Content-Type: text\/plain; charset=utf-8$/m);
});

test("R68: No subject adds a header, and no text ends the mail early.", async () => {
  const { received } = await listening();
  for (const [at, end] of ["\r\n", "\n", "\r", "\u2028", "\u0085", "\0"].entries()) {
    await sendMail({ ...mail, subject: `Code${end}Bcc: all@fog.example${end}${end}Words`, text: "One\r\n.\r\nTwo" });
    const { headers, text, to } = received[at] ?? {};
    expect(headers).not.toMatch(/^Bcc/im);
    expect(to).toEqual(["reader@fog.example"]);
    expect(text?.trimEnd()).toBe("One\r\n.\r\nTwo");
  }
});

test.each([
  "a@fog.example, b@fog.example",
  "a@fog.example\r\nBcc: b@fog.example",
  "Name <a@fog.example>",
  "a@fog.example>\r\nRCPT TO:<b@fog.example",
  "",
])("%j is no address to send to, and the refusal does not repeat it.", async (to) => {
  const { received } = await listening();
  await expect(sendMail({ ...mail, to })).rejects.toThrow("The address that it was meant for is none.");
  expect(received).toEqual([]);
});

test("A server that refuses is told of by its number alone.", async () => {
  await listening({
    onRcptTo: ({ address }, _, done) =>
      done(Object.assign(new Error(`No such user ${address}`), { responseCode: 550 })),
  });
  await expect(sendMail(mail)).rejects.toThrow(/^The mail server refused the mail \(550\)\.$/);
});

test("A name and a password are used; refused ones are told of and not shown.", async () => {
  const { received, port } = await listening({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _, done) =>
      username === "notes@fog.example" && password === "p@ss:word" ? done(null, { user: 1 }) : done(new Error("no")),
  });
  vi.stubEnv("SMTP_URL", `smtp://notes%40fog.example:p%40ss%3Aword@127.0.0.1:${port}`);
  await sendMail(mail);
  expect(received).toHaveLength(1);
  vi.stubEnv("SMTP_URL", `smtp://notes%40fog.example:hunter-two@127.0.0.1:${port}`);
  await expect(sendMail(mail)).rejects.toThrow(/^The mail server did not accept the name and password of SMTP_URL\.$/);
});

test("Without SMTP_URL mail is not set up, and says so.", async () => {
  expect(mailIsConfigured()).toBe(false);
  await expect(sendMail(mail)).rejects.toThrow("set SMTP_URL and MAIL_FROM");
});
