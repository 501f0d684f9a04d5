import { randomInt } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { sha256 } from "./token";

const period = 30;

const totp = (secret: string, label = "") =>
  new TOTP({ issuer: "Quarterdeck", label, secret: Secret.fromBase32(secret), algorithm: "SHA1", digits: 6, period });

/** 160 random bits in base32, from which an app makes a code every half minute. */
export function newFactorSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** What an app reads from a QR code: whose codes of what they are, and the secret. */
export function factorAddress(secret: string, email: string): string {
  return totp(secret, email).toString();
}

/** The half minute that a code is of: this one, the one before or the one to come, as clocks differ; null: of none of them. */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  const timestamp = now.getTime();
  const delta = totp(secret).validate({ token: code, timestamp, window: 1 });
  return delta === null ? null : Math.floor(timestamp / 1000 / period) + delta;
}

export function isFactorCode(typed: string): boolean {
  return /^\d{6}$/.test(withoutGaps(typed));
}

/** A code as it is compared: without the gaps and hyphens that make it easy to read. */
export function withoutGaps(typed: string): string {
  return typed.normalize("NFKC").replace(/[\s-]/g, "").toLowerCase();
}

/** Without the letters and digits that are taken for one another. */
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

/** Ten codes of 79 bits, each of which stands once for the app that is lost. */
export function newRecoveryCodes(): string[] {
  const group = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join("");
  return Array.from({ length: 10 }, () => [group(), group(), group(), group()].join("-"));
}

export function recoverySha256(code: string): string {
  return sha256(withoutGaps(code));
}
