import { createHash, randomBytes } from "node:crypto";

/** 32 random bytes as 43 characters of base64url. Goes to the person once; only its hash is kept. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

export function isToken(value: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(value);
}

/** SHA-256 as lower-case hexadecimal, of UTF-8. */
export function sha256(value: string): string {
  return createHash("sha256").update(value, "utf8").digest("hex");
}
