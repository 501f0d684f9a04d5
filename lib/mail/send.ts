import { randomUUID } from "node:crypto";
import { isIP } from "node:net";
import { createTransport, type NodemailerError } from "nodemailer";
import { emailInput } from "@/lib/auth/input";
import { env } from "@/lib/env";
import { JobFailed } from "@/lib/jobs/task";

export type Mail = { to: string; subject: string; text: string };

/** Sends a mail, and is for the work of jobs alone, which try again what throws. Errors name no address and no word of it. */
export async function sendMail({ to, subject, text }: Mail): Promise<void> {
  const { SMTP_URL, MAIL_FROM, PUBLIC_URL } = env();
  if (!SMTP_URL || !MAIL_FROM) throw new JobFailed("Mail is not set up: set SMTP_URL and MAIL_FROM, and start again.");
  const address = emailInput.safeParse(to);
  if (!address.success) throw new JobFailed("The address that it was meant for is none.");
  const { hostname } = new URL(PUBLIC_URL);
  const transport = createTransport({ ...server(SMTP_URL), ...(isIP(hostname) === 0 && { name: hostname }) });
  try {
    await transport.sendMail({
      from: MAIL_FROM,
      to: { name: "", address: address.data }, // as an object it cannot become a list
      subject: subject.replace(/\p{C}+/gu, " "),
      text,
      messageId: `<${randomUUID()}@${hostname}>`,
      headers: { "Auto-Submitted": "auto-generated" },
      xMailer: false,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  } catch (error) {
    throw new JobFailed(reasonOf(error as NodemailerError));
  } finally {
    transport.close();
  }
}

/** A name and a password leave this machine encrypted or not at all. */
function server(text: string) {
  const { protocol, hostname, port, username, password } = new URL(text);
  const host = hostname.replace(/^\[|\]$/g, "");
  const isLoopback = /^(localhost|127\.[\d.]+|::1)$/.test(host);
  const auth = { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
  return {
    host,
    ...(port && { port: Number(port) }),
    secure: protocol === "smtps:",
    requireTLS: Boolean(username) && !isLoopback,
    ignoreTLS: isLoopback,
    ...(username && { auth }),
    dnsTimeout: 10_000,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  };
}

/** What a server answers often repeats the address, so of that only the number. */
function reasonOf({ code, originalCode = code, responseCode }: NodemailerError): string {
  if (code === "EAUTH") return "The mail server did not accept the name and password of SMTP_URL.";
  if (responseCode) return `The mail server refused the mail (${responseCode}).`;
  return `The mail server could not be reached (${originalCode ?? "unknown"}).`;
}
