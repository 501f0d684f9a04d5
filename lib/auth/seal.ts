import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { env } from "@/lib/env";

const algorithm = "aes-256-gcm";
const ivLength = 12;
const tagLength = 16;

/** Encrypts what must be read again, for one owner: a copy of the database alone gives it to nobody. */
export function seal(text: string, owner: string): string {
  const iv = randomBytes(ivLength);
  const cipher = createCipheriv(algorithm, key(), iv).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** What was sealed for that owner; null when it was for another, was changed, or AUTH_SECRET is another since. */
export function unseal(sealed: string, owner: string): string | null {
  const bytes = Buffer.from(sealed, "base64url");
  try {
    const decipher = createDecipheriv(algorithm, key(), bytes.subarray(0, ivLength))
      .setAAD(Buffer.from(owner))
      .setAuthTag(bytes.subarray(ivLength, ivLength + tagLength));
    const text = Buffer.concat([decipher.update(bytes.subarray(ivLength + tagLength)), decipher.final()]);
    return text.toString("utf8");
  } catch {
    return null;
  }
}

function key(): Buffer {
  const secret = env().AUTH_SECRET;
  if (!secret) throw new Error("AUTH_SECRET is not set: start with npm start, npm run demo or npm run dev.");
  return Buffer.from(hkdfSync("sha256", secret, "", "quarterdeck sealed secrets", 32));
}
